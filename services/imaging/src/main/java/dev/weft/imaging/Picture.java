package dev.weft.imaging;

/**
 * A decoded image for display, upright and with its own aspect ratio. Takes ownership of the array
 * that it is created from.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] rgb;

  /**
   * Takes ownership of {@code rgb}.
   *
   * @param width in pixels
   * @param height in pixels
   * @param rgb pixels by row, {@code 0xRRGGBB} in sRGB
   */
  public Picture(int width, int height, int[] rgb) {
    if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels cannot have %d pixels".formatted(width, height, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /** Converts planes of 0..1, {@code [3][height][width]}. */
  static Picture of(TensorTarget target, float[] planes) {
    int pixels = target.width() * target.height();
    int[] rgb = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      rgb[i] =
          level(planes[i]) << 16 | level(planes[i + pixels]) << 8 | level(planes[i + 2 * pixels]);
    }
    return new Picture(target.width(), target.height(), rgb);
  }

  private static int level(float value) {
    return Math.round(value * 255);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Returns a copy of the pixels by row, {@code 0xRRGGBB}. */
  public int[] rgb() {
    return rgb.clone();
  }
}
