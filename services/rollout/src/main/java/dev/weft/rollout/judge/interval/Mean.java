package dev.weft.rollout.judge.interval;

import dev.weft.events.model.ModelMeasured.Moments;

/** Confidence interval of a mean by the central limit theorem, which needs some tens of values. */
public final class Mean {

  private Mean() {}

  /**
   * @param moments of the values; none give {@link Interval#UNKNOWN}, a single value an unbounded
   *     interval
   * @param z standard deviations on each side
   */
  public static Interval of(Moments moments, double z) {
    if (moments.count() == 0) {
      return Interval.UNKNOWN;
    }
    double n = moments.count();
    double mean = moments.sum() / n;
    if (n < 2) {
      return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double variance = Math.max(0, (moments.squares() - n * mean * mean) / (n - 1));
    double half = z * Math.sqrt(variance / n);
    return new Interval(mean, mean - half, mean + half);
  }
}
