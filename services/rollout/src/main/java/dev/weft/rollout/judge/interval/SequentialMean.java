package dev.weft.rollout.judge.interval;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured.Moments;

/**
 * A mean and its asymptotic confidence sequence: intervals that hold simultaneously over all
 * evaluations as far as the central limit theorem does, which is from some tens of values on. It
 * uses the mixture of Gaussian likelihood ratios of Robbins, "Statistical methods related to the
 * law of the iterated logarithm", Annals of Mathematical Statistics 41, 1970, with the measured
 * variance: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and
 * asymptotic confidence sequences", Annals of Statistics 52, 2024. It is narrowest, compared with
 * others of its kind, after {@value #NARROWEST} values.
 *
 * @param mean the estimate
 * @param each variance of a value
 * @param variance of the estimate; infinite if unknown
 */
public record SequentialMean(double mean, double each, double variance) {

  private static final int NARROWEST = 500;

  /** The mean where nothing was measured. */
  private static final SequentialMean UNKNOWN = new SequentialMean(Double.NaN, 0, 0);

  public static SequentialMean of(Moments moments) {
    if (moments.count() == 0) {
      return UNKNOWN;
    }
    double n = moments.count();
    double mean = moments.sum() / n;
    if (n < 2) {
      return new SequentialMean(mean, 1, Double.POSITIVE_INFINITY);
    }
    double each = Math.max(0, (moments.squares() - n * mean * mean) / (n - 1));
    return new SequentialMean(mean, each, each / n);
  }

  /** The mean of an accuracy estimated on all images; each label counts as a value. */
  public static SequentialMean of(AccuracyEstimate estimate) {
    return estimate.isKnown()
        ? new SequentialMean(
            estimate.value(), estimate.variance() * estimate.labels(), estimate.variance())
        : UNKNOWN;
  }

  public SequentialMean minus(SequentialMean other) {
    return new SequentialMean(mean - other.mean, each + other.each, variance + other.variance);
  }

  private SequentialMean times(double factor) {
    double square = factor * factor;
    return new SequentialMean(mean * factor, each * square, variance * square);
  }

  /**
   * The confidence interval of the mean.
   *
   * @param alpha probability that it ever excludes the true value
   */
  public Interval interval(double alpha) {
    if (Double.isNaN(mean)) {
      return Interval.UNKNOWN;
    }
    double half = half(alpha);
    return new Interval(mean, mean - half, mean + half);
  }

  private double half(double alpha) {
    if (variance == 0 || Double.isInfinite(variance)) {
      return variance;
    }
    // The variance of the mixture over means, chosen as in the paper's appendix.
    double twice = -2 * Math.log(alpha);
    double mixed = each * (twice + Math.log(twice) + 1) / NARROWEST;
    double sum = variance + mixed;
    return Math.sqrt(variance * sum / mixed * Math.log(sum / (variance * alpha * alpha)));
  }

  /**
   * The confidence interval of the ratio of two nonnegative means: the ratios {@code r} for which
   * the mean of this minus {@code r} times the other may be 0 (Fieller's method).
   */
  public Interval dividedBy(SequentialMean other, double alpha) {
    if (Double.isNaN(mean) || Double.isNaN(other.mean)) {
      return Interval.UNKNOWN;
    }
    double ratio = mean / other.mean;
    if (Double.isNaN(ratio)) {
      return new Interval(ratio, 0, Double.POSITIVE_INFINITY);
    }
    return Ratios.interval(
        ratio,
        r -> minus(other.times(r)).interval(alpha).low(),
        r -> -minus(other.times(r)).interval(alpha).high(),
        0);
  }
}
