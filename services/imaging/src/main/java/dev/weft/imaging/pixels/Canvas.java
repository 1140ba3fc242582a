package dev.weft.imaging.pixels;

/** Where a decoder puts pixels as it finds them. One decoder, one image, one thread. */
public interface Canvas {

  /**
   * Called once, before the first pixel and before memory is taken for any.
   *
   * @throws UnreadableImageException if the image is larger than allowed
   */
  void begin(ImageHeader header) throws UnreadableImageException;

  /**
   * Waits until the memory for this image is free; it is given back when the image is done. Called
   * at most once, for what a decoder needs beyond a few rows.
   *
   * @throws UnreadableImageException if there will never be as much
   */
  void reserve(long bytes) throws UnreadableImageException;

  /**
   * Counts work that was done or is about to be, in steps: 1 for a pixel of plain data, some 10 ns.
   * Called at least for each row of pixels, and for each pass over the image.
   *
   * @throws UnreadableImageException if it is more than the file's bytes and pixels allow
   */
  void work(long steps) throws UnreadableImageException;

  /** Stored pixels for each wanted pixel, on the axis that has fewer; below 1 it is enlarged. */
  double reduction();

  /**
   * Opens one plane.
   *
   * @param index from 0, in the order of the header's colour model
   * @param width samples in a row
   * @param height rows
   * @param coveredWidth how many samples the image's width covers: a subsampled or scaled plane may
   *     end within a sample
   * @param coveredHeight the same, of rows
   */
  Plane plane(int index, int width, int height, double coveredWidth, double coveredHeight);

  /** One plane that takes rows. */
  interface Plane {
    /**
     * Adds a row. Rows may come in any order, and one row in several parts that are zero where the
     * others are not: what counts is the sum.
     *
     * @param y row, from 0
     * @param samples 0..255, unsigned; the first at {@code offset}, the next {@code step} further
     */
    void row(int y, byte[] samples, int offset, int step);
  }
}
