package dev.weft.imaging;

import dev.weft.imaging.pixels.ImageHeader;

/**
 * Target size and format of an image.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param resize how images of other aspect ratios are resized
 * @param scaling how channel values of 0..255 are scaled
 */
record TensorTarget(int width, int height, Resize resize, Scaling scaling) {

  static TensorTarget of(Preprocessing preprocessing) {
    return new TensorTarget(
        preprocessing.width(),
        preprocessing.height(),
        preprocessing.resize(),
        preprocessing.scaling());
  }

  /** The same, without enlarging a smaller image. */
  static TensorTarget preview(ImageHeader header, int longest) {
    return picture(header, Math.min(longest, Math.max(header.width(), header.height())));
  }

  /** Keeps the image's aspect ratio; its longer side is scaled to {@code longest} pixels. */
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
