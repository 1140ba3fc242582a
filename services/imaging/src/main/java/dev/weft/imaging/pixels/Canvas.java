package dev.weft.imaging.pixels;

/** Receives the pixels of an image from a decoder. One decoder, one image, one thread. */
public interface Canvas {

  /**
   * Called once, before the first pixel and before memory is allocated for any.
   *
   * @throws UnreadableImageException if the image is larger than allowed
   */
  void begin(ImageHeader header) throws UnreadableImageException;

  /**
   * Reserves memory for this image, waiting until it is available; it is released when the image is
   * done. Called at most once, for memory that a decoder needs beyond a few rows.
   *
   * @throws UnreadableImageException if that much can never be available
   */
  void reserve(long bytes) throws UnreadableImageException;

  /**
   * Counts work that has been or is about to be done, in steps: 1 for a pixel of plain data, some
   * 10 ns. Called at least for each row of pixels and each pass over the image.
   *
   * @throws UnreadableImageException if it exceeds the budget for the file's bytes and pixels
   */
  void work(long steps) throws UnreadableImageException;

  /**
   * Ratio of stored to target pixels, on the axis where it is smaller; below 1 the image is
   * enlarged.
   */
  double reduction();

  /**
   * Opens a plane.
   *
   * @param index from 0, in the order of the header's colour model
   * @param width number of samples in a row
   * @param height number of rows
   * @param coveredWidth number of samples that the image's width covers, which is fractional if a
   *     subsampled or scaled plane ends within a sample
   * @param coveredHeight number of rows that the image's height covers
   */
  Plane plane(int index, int width, int height, double coveredWidth, double coveredHeight);

  /** A plane that receives rows. */
  interface Plane {
    /**
     * Adds a row. Rows may be added in any order, and a row in several parts, each zero where the
     * others are not: parts are summed.
     *
     * @param y row, from 0
     * @param samples 0..255, unsigned; starting at {@code offset}, with a distance of {@code step}
     */
    void row(int y, byte[] samples, int offset, int step);

    /**
     * Adds consecutive rows, which may take less time than adding each alone.
     *
     * @param y first row, from 0
     * @param count number of rows
     * @param samples 0..255, unsigned; the first row starts at {@code offset}
     * @param stride distance of a row from the one before
     */
    default void rows(int y, int count, byte[] samples, int offset, int stride) {
      for (int i = 0; i < count; i++) {
        row(y + i, samples, offset + i * stride, 1);
      }
    }
  }
}
