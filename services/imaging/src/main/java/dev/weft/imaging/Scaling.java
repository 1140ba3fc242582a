package dev.weft.imaging;

/** How a channel value 0..255 becomes a float. */
public enum Scaling {
  /** {@code x / 127.5 - 1}: as Keras does for Xception. */
  MINUS_ONE_TO_ONE,
  /** {@code x / 255}. */
  ZERO_TO_ONE
}
