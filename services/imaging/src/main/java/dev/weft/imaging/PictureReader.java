package dev.weft.imaging;

/**
 * Decodes images for display. Thread-safe.
 *
 * <p>Never throws because of a file's content; problems are reported as {@link PictureReading}s.
 */
public interface PictureReader {

  /**
   * Decodes an image and applies its EXIF orientation. Takes some 40 bytes per pixel of the picture
   * while decoding.
   *
   * @param bytes the whole file
   * @param longest the picture's longer side in pixels, 1 to 4096; the aspect ratio is kept
   */
  PictureReading picture(byte[] bytes, int longest);

  /** The same, but does not enlarge an image whose longer side is shorter than {@code longest}. */
  PictureReading preview(byte[] bytes, int longest);
}
