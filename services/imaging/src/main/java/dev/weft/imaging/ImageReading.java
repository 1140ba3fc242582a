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

  /**
   * No tensor was written, because of the image.
   *
   * @param reason one of those that are about the bytes, {@code NOT_AN_IMAGE} to {@code
   *     TOO_EXPENSIVE}
   * @param detail what is wrong with the image, for people
   */
  record Unreadable(RejectionReason reason, String detail) implements ImageReading {}
}
