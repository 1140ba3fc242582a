package dev.weft.imaging;

/** What reading one image gave. */
public sealed interface ImageReading {

  /**
   * The tensor was written.
   *
   * @param format such as {@code jpeg}
   * @param width of the original, before orientation is applied
   * @param height of the original
   */
  record Read(String format, int width, int height) implements ImageReading {}

  /** The bytes are no image. {@code detail} is for people. */
  record NotAnImage(String detail) implements ImageReading {}

  /** An image of a format that is not read. */
  record UnsupportedFormat(String detail) implements ImageReading {}

  /** An image whose data ends early or contradicts itself. */
  record Corrupt(String detail) implements ImageReading {}

  /** More bytes than allowed. */
  record TooLarge(String detail) implements ImageReading {}

  /** More pixels than allowed. */
  record TooManyPixels(String detail) implements ImageReading {}

  /** Decoding takes more work than the file's bytes and pixels allow, or more time. */
  record TooExpensive(String detail) implements ImageReading {}
}
