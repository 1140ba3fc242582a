package dev.weft.imaging;

import dev.weft.imaging.pixels.ImageHeader;

/**
 * What an image is brought to.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param resize how another aspect ratio is made to fit
 * @param scaling how 0..255 becomes float
 */
record TensorTarget(int width, int height, Resize resize, Scaling scaling) {

  static TensorTarget of(Preprocessing preprocessing) {
    return new TensorTarget(
        preprocessing.width(),
        preprocessing.height(),
        preprocessing.resize(),
        preprocessing.scaling());
  }

  /** The same, but a smaller image keeps its size. */
  static TensorTarget preview(ImageHeader header, int longest) {
    return picture(header, Math.min(longest, Math.max(header.width(), header.height())));
  }

  /** The image's own proportions, its longer side enlarged or shrunk to {@code longest} pixels. */
  static TensorTarget picture(ImageHeader header, int longest) {
    boolean swap = header.orientation().swapsSides();
    int width = swap ? header.height() : header.width();
    int height = swap ? header.width() : header.height();
    double scale = (double) longest / Math.max(width, height);
    return new TensorTarget(
        Math.max(1, (int) Math.round(width * scale)),
        Math.max(1, (int) Math.round(height * scale)),
        Resize.STRETCH,
        Scaling.ZERO_TO_ONE);
  }
}
