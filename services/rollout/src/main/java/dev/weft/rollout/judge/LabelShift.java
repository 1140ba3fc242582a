package dev.weft.rollout.judge;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far two distributions of labels are apart: the population stability index, the sum over the
 * labels of {@code (p - q) ln(p / q)}. Of two samples of one distribution it is not 0 but, with
 * {@code B} labels and {@code n} and {@code m} images, about {@code (1/n + 1/m)} times a
 * chi-squared value of {@code B - 1} degrees of freedom: Yurdakul, Naranjo, "Statistical properties
 * of the population stability index", Journal of Risk Model Validation 14, 2020. That mean is taken
 * off here, so that few images do not look like a shift. The interval's width is that
 * distribution's variance and, by the delta method, that of an index which is not 0.
 */
public final class LabelShift {

  /**
   * Added to each count, so that a label which one side lacks has a logarithm (Jeffreys' prior).
   */
  private static final double SMOOTHING = 0.5;

  private LabelShift() {}

  /**
   * The index, at least 0; unknown if a side has no images.
   *
   * @param live images by label
   * @param reference images by label
   * @param confidence of the interval, above 0 and below 1
   */
  public static Interval of(
      Map<String, Long> live, Map<String, Long> reference, double confidence) {
    double n = images(live);
    double m = images(reference);
    if (n == 0 || m == 0) {
      return Interval.UNKNOWN;
    }
    Set<String> labels = new TreeSet<>(live.keySet());
    labels.addAll(reference.keySet());
    double index = 0;
    var liveSlope = new Slope();
    var referenceSlope = new Slope();
    for (String label : labels) {
      double p = share(live, label, n, labels.size());
      double q = share(reference, label, m, labels.size());
      double log = Math.log(p / q);
      index += (p - q) * log;
      liveSlope.add(p, log + 1 - q / p);
      referenceSlope.add(q, -log + 1 - p / q);
    }
    double sampling = 1 / n + 1 / m;
    double chance = (labels.size() - 1) * sampling;
    double deviation =
        Math.sqrt(liveSlope.variance() / n + referenceSlope.variance() / m + 2 * chance * sampling);
    double half = NormalQuantile.ofTwoSides(confidence) * deviation;
    return atLeastZero(index - chance, half);
  }

  private static Interval atLeastZero(double value, double half) {
    return new Interval(Math.max(0, value), Math.max(0, value - half), Math.max(0, value + half));
  }

  private static double images(Map<String, Long> labels) {
    return labels.values().stream().mapToLong(Long::longValue).sum();
  }

  private static double share(Map<String, Long> side, String label, double images, int labels) {
    return (side.getOrDefault(label, 0L) + SMOOTHING) / (images + SMOOTHING * labels);
  }

  /** The variance of the index's derivative by one side's shares, under these shares. */
  private static final class Slope {
    private double mean;
    private double square;

    void add(double share, double derivative) {
      mean += share * derivative;
      square += share * derivative * derivative;
    }

    double variance() {
      return Math.max(0, square - mean * mean);
    }
  }
}
