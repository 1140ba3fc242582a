package dev.weft.imaging;

/**
 * Bytes to a picture that people look at beside what a model says of it. Thread-safe.
 *
 * <p>Nothing that a file holds makes it throw; that is what {@link PictureReading} is for.
 */
public interface PictureReader {

  /**
   * Decodes and turns upright by EXIF. Takes some 40 bytes a pixel of the picture while it reads.
   *
   * @param bytes the whole file
   * @param longest the picture's longer side in pixels, 1 to 4096; the shorter one follows
   */
  PictureReading picture(byte[] bytes, int longest);

  /** The same, but an image whose longer side is shorter than {@code longest} keeps its size. */
  PictureReading preview(byte[] bytes, int longest);
}
