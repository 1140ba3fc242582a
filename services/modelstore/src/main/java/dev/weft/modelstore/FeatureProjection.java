package dev.weft.modelstore;

import dev.weft.xception.network.Xception;

/**
 * A random projection of pooled features: {@code directions} sums of all of them, each with a sign
 * of its own, which is + or - with equal probability (Achlioptas, "Database-friendly random
 * projections", 2003). What moves the features' distribution moves almost every such sum.
 *
 * <p>The signs must be the same in the trainer and in each classifier, on any machine and for
 * years, so their generator is written out here: SplitMix64 (Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators", 2014). Direction {@code d} has the generator's words {@code 32d}
 * to {@code 32d + 31}; feature {@code i} has bit {@code i mod 64} of its word {@code i / 64}, and
 * is added where that is 1.
 */
final class FeatureProjection {
  private static final int WORDS = Xception.FEATURES / Long.SIZE;

  private final int directions;
  private final long[] signs;

  FeatureProjection(long seed, int directions) {
    this.directions = directions;
    this.signs = new long[directions * WORDS];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = mixed(seed + (i + 1) * 0x9e3779b97f4a7c15L);
    }
  }

  private static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * The sums.
   *
   * @param features pooled, {@value Xception#FEATURES} of them
   * @throws IllegalArgumentException if there are more or fewer
   */
  double[] project(float[] features) {
    if (features.length != Xception.FEATURES) {
      throw new IllegalArgumentException(
          "an image has " + Xception.FEATURES + " pooled features, not " + features.length);
    }
    double[] sums = new double[directions];
    for (int direction = 0; direction < directions; direction++) {
      for (int i = 0; i < features.length; i++) {
        long word = signs[direction * WORDS + i / Long.SIZE];
        sums[direction] += (word >>> i & 1) == 1 ? features[i] : -features[i];
      }
    }
    return sums;
  }
}
