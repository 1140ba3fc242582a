package dev.weft.rollout.judge;

import dev.weft.rollout.judge.interval.Interval;
import dev.weft.rollout.judge.interval.NormalQuantile;

/**
 * Distance between two distributions over the same bins: the population stability index, the sum
 * over the bins of {@code (p - q) ln(p / q)}. For two samples of one distribution, with {@code B}
 * bins and {@code n} and {@code m} images, it is not 0 but about {@code (1/n + 1/m)} times a
 * chi-squared value of {@code B - 1} degrees of freedom: Yurdakul, Naranjo, "Statistical properties
 * of the population stability index", Journal of Risk Model Validation 14, 2020. That mean is
 * subtracted here, so that few images do not look like a shift. The deviation is that
 * distribution's and, by the delta method, that of an index which is not 0.
 *
 * @param excess over the mean without a shift; negative if the index is below it
 * @param deviation its standard deviation
 */
record StabilityIndex(double excess, double deviation) {

  /** The index where nothing was measured. */
  static final StabilityIndex UNKNOWN = new StabilityIndex(Double.NaN, Double.NaN);

  /** Added to each count, so that a bin which one side lacks has a logarithm (Jeffreys' prior). */
  private static final double SMOOTHING = 0.5;

  /**
   * The index of two samples; unknown if one has no images.
   *
   * @param live images by bin
   * @param reference images by bin, of as many bins
   */
  static StabilityIndex of(long[] live, long[] reference) {
    double n = sum(live);
    double m = sum(reference);
    if (n == 0 || m == 0) {
      return UNKNOWN;
    }
    int bins = live.length;
    double index = 0;
    var liveSlope = new Slope();
    var referenceSlope = new Slope();
    for (int bin = 0; bin < bins; bin++) {
      double p = share(live[bin], n, bins);
      double q = share(reference[bin], m, bins);
      double log = Math.log(p / q);
      index += (p - q) * log;
      liveSlope.add(p, log + 1 - q / p);
      referenceSlope.add(q, -log + 1 - p / q);
    }
    double sampling = 1 / n + 1 / m;
    double chance = (bins - 1) * sampling;
    double deviation =
        Math.sqrt(liveSlope.variance() / n + referenceSlope.variance() / m + 2 * chance * sampling);
    return new StabilityIndex(index - chance, deviation);
  }

  private static double sum(long[] images) {
    double sum = 0;
    for (long count : images) {
      sum += count;
    }
    return sum;
  }

  private static double share(long images, double all, int bins) {
    return (images + SMOOTHING) / (all + SMOOTHING * bins);
  }

  /** The index with its confidence interval, whose lower end is at least 0. */
  Interval interval(double confidence) {
    if (Double.isNaN(excess)) {
      return Interval.UNKNOWN;
    }
    double half = NormalQuantile.ofTwoSides(confidence) * deviation;
    return new Interval(
        Math.max(0, excess), Math.max(0, excess - half), Math.max(0, excess + half));
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
