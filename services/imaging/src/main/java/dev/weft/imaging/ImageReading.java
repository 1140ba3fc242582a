package dev.weft.imaging;

/** Result of reading an image. */
public sealed interface ImageReading {

  /**
   * The tensor was written.
   *
   * @param format such as {@code jpeg}
   * @param width the width of the original, before orientation is applied
   * @param height the height of the original
   */
  record Read(String format, int width, int height) implements ImageReading {}

  /** The bytes are not an image. {@code detail} is for people. */
  record NotAnImage(String detail) implements ImageReading {}

  /** The image's format is not supported. */
  record UnsupportedFormat(String detail) implements ImageReading {}

  /** The image's data is truncated or inconsistent. */
  record Corrupt(String detail) implements ImageReading {}

  /** The file has more bytes than allowed. */
  record TooLarge(String detail) implements ImageReading {}

  /** The image has more pixels than allowed. */
  record TooManyPixels(String detail) implements ImageReading {}

  /** Decoding exceeds the work or time limit for the file's bytes and pixels. */
  record TooExpensive(String detail) implements ImageReading {}
}
