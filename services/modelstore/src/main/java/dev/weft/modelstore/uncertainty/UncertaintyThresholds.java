package dev.weft.modelstore.uncertainty;

import java.util.Map;
import java.util.TreeMap;

/**
 * Thresholds beyond which an answer is uncertain.
 *
 * @param minimumConfidence answers are uncertain if their most probable label is less probable than
 *     this, 0..1
 * @param minimumConfidenceByClass the same by most probable label
 * @param maximumOutlierScore answers are uncertain if the image's outlier score is higher than
 *     this; infinite for no limit
 */
public record UncertaintyThresholds(
    double minimumConfidence,
    Map<String, Double> minimumConfidenceByClass,
    double maximumOutlierScore) {

  /** No answer is uncertain. */
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
      throw new IllegalArgumentException(
          "the " + name + " must be between 0 and 1, but is " + value);
    }
  }

  /** The same confidence for all classes. */
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
