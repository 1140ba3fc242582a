package dev.weft.rollout.judge.interval;

import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A quantile and its confidence sequence, whose ends are measured values; no distribution is
 * assumed. A value is refuted as the quantile if the share of values below it is refuted, as in
 * Howard, Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
 * identification", Bernoulli 28, 2022, here with the bets of {@link SequentialShare}. Too few
 * values give no upper end: the 99th percentile has one, at a confidence of 0.95, from some 600
 * values on.
 */
public final class SequentialQuantile {

  private final long all;

  /** Distinct measured values, ascending. */
  private final double[] values;

  /** Evidence that the share of the first {@code i} distinct values is above the quantile. */
  private final double[] above;

  /** Evidence that it is below. */
  private final double[] below;

  private final double estimate;

  /**
   * @param histogram of nonnegative values
   * @param quantile above 0 and below 1
   */
  public SequentialQuantile(Histogram histogram, double quantile) {
    all = histogram.getTotalCount();
    values = new double[(int) distinct(histogram)];
    above = new double[values.length + 1];
    below = new double[values.length + 1];
    double rank = Math.ceil(quantile * all);
    double found = Double.NaN;
    int place = 0;
    place(0, 0, quantile);
    for (HistogramIterationValue step : histogram.recordedValues()) {
      values[place++] = step.getValueIteratedTo();
      long counted = step.getTotalCountToThisValue();
      place(place, counted, quantile);
      found = Double.isNaN(found) && counted >= rank ? step.getValueIteratedTo() : found;
    }
    estimate = found;
  }

  private static long distinct(Histogram histogram) {
    return StreamSupport.stream(histogram.recordedValues().spliterator(), false).count();
  }

  private void place(int place, long counted, double quantile) {
    var share = new SequentialShare(counted, all);
    above[place] = share.above(quantile);
    below[place] = share.below(quantile);
  }

  /** Number of measured values that are less than a value. */
  private int lessThan(double value) {
    int found = Arrays.binarySearch(values, value);
    return found < 0 ? -found - 1 : found;
  }

  /** Number of measured values that are at most a value. */
  private int upTo(double value) {
    int found = Arrays.binarySearch(values, value);
    return found < 0 ? -found - 1 : found + 1;
  }

  /**
   * The confidence interval of the quantile; {@link Interval#UNKNOWN} without values.
   *
   * @param alpha probability that it ever excludes the true value
   */
  public Interval interval(double alpha) {
    if (all == 0) {
      return Interval.UNKNOWN;
    }
    double refutedAt = BetMixture.refutedAt(alpha / 2);
    int low = 0;
    while (low < values.length - 1 && below[low + 1] >= refutedAt) {
      low++;
    }
    int high = values.length;
    while (high > 0 && above[high] >= refutedAt) {
      high--;
    }
    return new Interval(
        estimate,
        below[0] < refutedAt ? 0 : values[low],
        high == values.length ? Double.POSITIVE_INFINITY : values[high]);
  }

  /** The difference between this and the quantile of other, independent images. */
  public Interval minus(SequentialQuantile other, double alpha) {
    if (all == 0 || other.all == 0) {
      return Interval.UNKNOWN;
    }
    double value = estimate - other.estimate;
    // Beyond it every value of one sample is on one side of every value of the other.
    double most = values[values.length - 1] + other.values[other.values.length - 1] + 1;
    double refutedAt = BetMixture.refutedAt(alpha / 2);
    double low = Boundary.of(d -> least(other, d, true, false), value, -most, refutedAt);
    double high = Boundary.of(d -> least(other, d, false, false), value, most, refutedAt);
    return new Interval(
        value,
        low == -most ? Double.NEGATIVE_INFINITY : low,
        high == most ? Double.POSITIVE_INFINITY : high);
  }

  /** The ratio of this to the quantile of other, independent images. */
  public Interval dividedBy(SequentialQuantile other, double alpha) {
    if (all == 0 || other.all == 0) {
      return Interval.UNKNOWN;
    }
    double ratio = estimate / other.estimate;
    if (Double.isNaN(ratio)) {
      return new Interval(ratio, 0, Double.POSITIVE_INFINITY);
    }
    return Ratios.interval(
        ratio,
        r -> least(other, r, true, true),
        r -> least(other, r, false, true),
        BetMixture.refutedAt(alpha / 2));
  }

  /**
   * Evidence that a comparison of the two is above, or below, a hypothesis, minimized over the
   * other quantile: for each of its values the capital of bets that this quantile is not what the
   * hypothesis implies, and of bets that the other is not that value. The capital changes at
   * measured values only.
   */
  private double least(
      SequentialQuantile other, double hypothesis, boolean isAbove, boolean isRatio) {
    double least =
        Math.min(
            other.refutes(0, 0) + refutes(at(0, hypothesis, isRatio), isAbove),
            other.refutes(other.values.length, other.values.length)
                + (isAbove ? below : above)[values.length]);
    for (int i = 0; i < other.values.length; i++) {
      double own = at(other.values[i], hypothesis, isRatio);
      least = Math.min(least, other.refutes(i, i + 1) + refutes(own, isAbove));
    }
    for (int i = 0; i < values.length; i++) {
      double others = isRatio ? values[i] / hypothesis : values[i] - hypothesis;
      least =
          Math.min(
              least,
              other.refutes(other.lessThan(others), other.upTo(others))
                  + (isAbove ? below[i + 1] : above[i]));
    }
    return least;
  }

  private static double at(double other, double hypothesis, boolean isRatio) {
    return isRatio ? other * hypothesis : other + hypothesis;
  }

  /** Evidence that the quantile is above a value, or below it. */
  private double refutes(double value, boolean isAbove) {
    return isAbove ? below[upTo(value)] : above[lessThan(value)];
  }

  /**
   * Evidence against a value, given the number of measured values that are less and that are at
   * most it: half of the capital is bet on either side.
   */
  private double refutes(int lessThan, int upTo) {
    double more = Math.max(above[lessThan], below[upTo]);
    double less = Math.min(above[lessThan], below[upTo]);
    return more + Math.log((1 + Math.exp(less - more)) / 2);
  }
}
