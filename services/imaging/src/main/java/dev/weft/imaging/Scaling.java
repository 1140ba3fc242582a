package dev.weft.imaging;

/** How a channel value of 0..255 is scaled. */
public enum Scaling {
  /** {@code x / 127.5 - 1}, like Keras for Xception. */
  MINUS_ONE_TO_ONE,
  /** {@code x / 255}. */
  ZERO_TO_ONE
}
