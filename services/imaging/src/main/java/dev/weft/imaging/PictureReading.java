package dev.weft.imaging;

/** Result of reading an image for display. */
public sealed interface PictureReading {

  /** The picture. */
  record Seen(Picture picture) implements PictureReading {}

  /**
   * The image cannot be read.
   *
   * @param why the reason
   */
  record Unreadable(ImageReading.Unreadable why) implements PictureReading {}
}
