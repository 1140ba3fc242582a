package dev.weft.rollout.judge.interval;

import dev.weft.base.WilsonInterval;

/** The interval of a proportion, {@link WilsonInterval}, of which there may be none. */
public final class Proportion {

  private Proportion() {}

  /**
   * @param counted at most {@code all}
   * @param all 0 gives {@link Interval#UNKNOWN}
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
