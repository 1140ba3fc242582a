package dev.weft.gateway.explain;

/**
 * From little evidence to much: indigo, violet, red, orange, light yellow. Lightness (CIELAB) rises
 * evenly, so that the order can be seen without colour too.
 */
final class ColourMap {
  private static final int[] ANCHORS = {0x39198c, 0x8f2296, 0xda3f6b, 0xfb8846, 0xfde07a};

  private static final double HIDDEN_BELOW = 0.15;
  private static final double FULL_FROM = 0.6;

  /** The photograph shows through everywhere. */
  private static final double MOST_OPAQUE = 0.72;

  private ColourMap() {}

  /**
   * The colour of some evidence.
   *
   * @param strength 0..1; anything beyond counts as the nearer end
   * @return {@code 0xRRGGBB}
   */
  static int colour(double strength) {
    double place = clamp(strength) * (ANCHORS.length - 1);
    int below = Math.min((int) place, ANCHORS.length - 2);
    return mix(ANCHORS[below], ANCHORS[below + 1], place - below);
  }

  /** How much of the photograph it covers, 0..1: nothing where there is little. */
  static double opacity(double strength) {
    double t = clamp((strength - HIDDEN_BELOW) / (FULL_FROM - HIDDEN_BELOW));
    return MOST_OPAQUE * t * t * (3 - 2 * t);
  }

  /**
   * A colour between two.
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
