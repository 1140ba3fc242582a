package dev.weft.rollout.judge;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The interval of a quantile: between two order statistics, whose ranks are the binomial
 * distribution's. It assumes nothing of the values' distribution: Hahn, Meeker, "Statistical
 * Intervals", 1991, section 5.2. So few values have no upper end: the 99th percentile has one, at a
 * confidence of 0.95, from 368 values on.
 */
final class Quantile {

  private Quantile() {}

  /**
   * @param values none give {@link Interval#UNKNOWN}; the interval is in their unit
   * @param q above 0 and below 1
   */
  static Interval of(Histogram values, double q, double confidence) {
    long n = values.getTotalCount();
    if (n == 0) {
      return Interval.UNKNOWN;
    }
    double outside = (1 - confidence) / 2;
    long lowRank = Ranks.of(n, q, outside);
    long highRank = Ranks.of(n, q, 1 - outside) + 1;
    return new Interval(
        at(values, (long) Math.ceil(q * n)),
        lowRank == 0 ? 0 : at(values, lowRank),
        highRank > n ? Double.POSITIVE_INFINITY : at(values, highRank));
  }

  /** The value of a rank from 1, the smallest first. */
  private static double at(Histogram values, long rank) {
    for (HistogramIterationValue step : values.recordedValues()) {
      if (step.getTotalCountToThisValue() >= rank) {
        return step.getValueIteratedTo();
      }
    }
    return values.getMaxValue();
  }
}
