package dev.weft.imaging;

/**
 * An image to be looked at, upright and in its own proportions. Takes over the array that it is
 * made from: its maker must not keep it.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] rgb;

  /**
   * Takes over {@code rgb}.
   *
   * @param width in pixels
   * @param height in pixels
   * @param rgb row by row, {@code 0xRRGGBB} in sRGB
   */
  public Picture(int width, int height, int[] rgb) {
    if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels cannot have %d".formatted(width, height, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /** From planes of 0..1, {@code [3][height][width]}. */
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

  /** Row by row, {@code 0xRRGGBB}; a copy. */
  public int[] rgb() {
    return rgb.clone();
  }
}
