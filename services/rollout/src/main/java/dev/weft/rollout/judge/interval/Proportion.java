package dev.weft.rollout.judge.interval;

import dev.weft.base.WilsonInterval;

/** Confidence interval of a proportion by {@link WilsonInterval}; unknown without images. */
public final class Proportion {

  private Proportion() {}

  /**
   * @param counted at most {@code all}
   * @param all total number; 0 gives {@link Interval#UNKNOWN}
   * @param z standard deviations on each side
   */
  public static Interval of(long counted, long all, double z) {
    if (all == 0) {
      return Interval.UNKNOWN;
    }
    var interval = WilsonInterval.of(counted, all, z);
    return new Interval(interval.share(), interval.low(), interval.high());
  }
}
