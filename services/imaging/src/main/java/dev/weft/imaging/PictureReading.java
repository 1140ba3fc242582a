package dev.weft.imaging;

/** Result of reading an image for display. */
public sealed interface PictureReading {

  /** The picture. */
  record Seen(Picture picture) implements PictureReading {}

  /**
   * The image cannot be read.
   *
   * @param why the reason; never an {@link ImageReading.Read}
   */
  record Unreadable(ImageReading why) implements PictureReading {}
}
