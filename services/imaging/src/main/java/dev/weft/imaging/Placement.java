package dev.weft.imaging;

/**
 * Position of an upright image in its tensor, in the tensor's pixels. A cropped image extends
 * beyond the tensor.
 *
 * @param left edge of the image; 0 is the left edge of the tensor's first pixel
 * @param top edge of the image
 * @param width the width of the whole image
 * @param height the height of the whole image
 */
public record Placement(double left, double top, double width, double height) {

  /**
   * Returns the placement of an image by {@link ImageReader#read}, without rounding to pixels.
   *
   * @param width the width of the upright image, in any unit
   * @param height the height of the upright image, in the same unit
   */
  public static Placement of(double width, double height, Preprocessing preprocessing) {
    double across = preprocessing.width() / width;
    double down = preprocessing.height() / height;
    return switch (preprocessing.resize()) {
      case STRETCH -> new Placement(0, 0, preprocessing.width(), preprocessing.height());
      case PAD -> centred(width, height, Math.min(across, down), preprocessing);
      case CROP -> centred(width, height, Math.max(across, down), preprocessing);
    };
  }

  private static Placement centred(double width, double height, double scale, Preprocessing p) {
    return new Placement(
        (p.width() - width * scale) / 2,
        (p.height() - height * scale) / 2,
        width * scale,
        height * scale);
  }
}
