package dev.weft.modelstore.reference;

/**
 * Sums of pooled features in groups: feature {@code i} belongs to group {@code i mod groups}.
 * Adjacent features of a trained network are unrelated, so that each group is a fair sample of all
 * features.
 */
final class FeatureGroups {

  private FeatureGroups() {}

  /**
   * Returns the sum of each group.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} values
   * @throws IllegalArgumentException if their number is wrong
   */
  static double[] sums(float[] features, int groups) {
    FeatureReference.requireAll(features);
    double[] sums = new double[groups];
    for (int i = 0; i < features.length; i++) {
      sums[i % groups] += features[i];
    }
    return sums;
  }
}
