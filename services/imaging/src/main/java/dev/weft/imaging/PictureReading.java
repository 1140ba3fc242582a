package dev.weft.imaging;

/** What reading one image to look at gave. */
public sealed interface PictureReading {

  /** The picture. */
  record Seen(Picture picture) implements PictureReading {}

  /**
   * There is none.
   *
   * @param why any reading but {@link ImageReading.Read}
   */
  record Unreadable(ImageReading why) implements PictureReading {}
}
