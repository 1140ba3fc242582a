package dev.weft.modelstore.uncertainty;

import java.util.Map;
import java.util.TreeMap;

/**
 * An answer is uncertain beyond them.
 *
 * @param minimumConfidence it is uncertain if its most probable label is less probable, 0..1
 * @param minimumConfidenceByClass the same for answers whose most probable label is this one
 * @param maximumOutlierScore it is uncertain if its image's outlier score is higher; infinite where
 *     none is too high
 */
public record UncertaintyThresholds(
    double minimumConfidence,
    Map<String, Double> minimumConfidenceByClass,
    double maximumOutlierScore) {

  /** Beyond which no answer is. */
  public static final UncertaintyThresholds NONE =
      new UncertaintyThresholds(0, Double.POSITIVE_INFINITY);

  public UncertaintyThresholds {
    probability("minimum confidence", minimumConfidence);
    minimumConfidenceByClass = Map.copyOf(new TreeMap<>(minimumConfidenceByClass));
    minimumConfidenceByClass.forEach(
        (label, value) -> probability("minimum confidence of " + label, value));
    if (Double.isNaN(maximumOutlierScore)) {
      throw new IllegalArgumentException("the maximum outlier score is not a number");
    }
  }

  private static void probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("the " + name + " lies in 0..1, but is " + value);
    }
  }

  /** The same for all classes. */
  public UncertaintyThresholds(double minimumConfidence, double maximumOutlierScore) {
    this(minimumConfidence, Map.of(), maximumOutlierScore);
  }

  /** Whether an answer with such a most probable label is uncertain. */
  public boolean isLowConfidence(String label, double probability) {
    return probability < minimumConfidenceByClass.getOrDefault(label, minimumConfidence);
  }

  /** Whether an answer for an image with such an outlier score is uncertain. */
  public boolean isUnlike(double outlierScore) {
    return outlierScore > maximumOutlierScore;
  }
}
