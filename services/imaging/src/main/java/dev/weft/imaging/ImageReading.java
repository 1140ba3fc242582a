package dev.weft.imaging;

import dev.weft.events.image.RejectionReason;

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

  /** No tensor was written, because of the image. */
  sealed interface Unreadable extends ImageReading {

    /** What is wrong with the image, for people. */
    String detail();

    /** The same as the events name it. */
    RejectionReason reason();
  }

  /** The bytes are not an image. */
  record NotAnImage(String detail) implements Unreadable {
    @Override
    public RejectionReason reason() {
      return RejectionReason.NOT_AN_IMAGE;
    }
  }

  /** The image's format is not supported. */
  record UnsupportedFormat(String detail) implements Unreadable {
    @Override
    public RejectionReason reason() {
      return RejectionReason.UNSUPPORTED_FORMAT;
    }
  }

  /** The image's data is truncated or inconsistent. */
  record Corrupt(String detail) implements Unreadable {
    @Override
    public RejectionReason reason() {
      return RejectionReason.CORRUPT_IMAGE;
    }
  }

  /** The file has more bytes than allowed. */
  record TooLarge(String detail) implements Unreadable {
    @Override
    public RejectionReason reason() {
      return RejectionReason.TOO_LARGE;
    }
  }

  /** The image has more pixels than allowed. */
  record TooManyPixels(String detail) implements Unreadable {
    @Override
    public RejectionReason reason() {
      return RejectionReason.TOO_MANY_PIXELS;
    }
  }

  /** Decoding exceeds the work or time limit for the file's bytes and pixels. */
  record TooExpensive(String detail) implements Unreadable {
    @Override
    public RejectionReason reason() {
      return RejectionReason.TOO_EXPENSIVE;
    }
  }
}
