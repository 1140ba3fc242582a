package dev.weft.modelstore.reference;

/**
 * Sums of pooled features: feature {@code i} belongs to group {@code i mod groups}. Nothing but
 * chance puts two features of a trained network next to each other, so that each group is a fair
 * sample of them all.
 */
final class FeatureGroups {

  private FeatureGroups() {}

  /**
   * The sums.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} of them
   * @throws IllegalArgumentException if there are more or fewer
   */
  static double[] sums(float[] features, int groups) {
    if (features.length != FeatureReference.FEATURES) {
      throw new IllegalArgumentException(
          "an image has " + FeatureReference.FEATURES + " pooled features, not " + features.length);
    }
    double[] sums = new double[groups];
    for (int i = 0; i < features.length; i++) {
      sums[i % groups] += features[i];
    }
    return sums;
  }
}
