package dev.weft.gateway.explain;

/**
 * Maps strengths of evidence to colors: indigo, violet, red, orange, light yellow. Lightness
 * (CIELAB) increases evenly, so that the order is visible without color, too.
 */
final class ColourMap {
  private static final int[] ANCHORS = {0x39198c, 0x8f2296, 0xda3f6b, 0xfb8846, 0xfde07a};

  private static final double HIDDEN_BELOW = 0.15;
  private static final double FULL_FROM = 0.6;

  /** The photograph stays visible everywhere. */
  private static final double MOST_OPAQUE = 0.72;

  private ColourMap() {}

  /**
   * The color of a strength.
   *
   * @param strength 0..1; values outside are clamped
   * @return {@code 0xRRGGBB}
   */
  static int colour(double strength) {
    double place = clamp(strength) * (ANCHORS.length - 1);
    int below = Math.min((int) place, ANCHORS.length - 2);
    return mix(ANCHORS[below], ANCHORS[below + 1], place - below);
  }

  /** The opacity of a strength, 0..1: transparent where evidence is weak. */
  static double opacity(double strength) {
    double t = clamp((strength - HIDDEN_BELOW) / (FULL_FROM - HIDDEN_BELOW));
    return MOST_OPAQUE * t * t * (3 - 2 * t);
  }

  /**
   * Interpolates two colors.
   *
   * @param share of the second, 0..1
   */
  static int mix(int first, int second, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = first >> shift & 0xff;
      int b = second >> shift & 0xff;
      mixed |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return mixed;
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
