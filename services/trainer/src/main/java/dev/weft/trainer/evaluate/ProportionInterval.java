package dev.weft.trainer.evaluate;

import dev.weft.base.WilsonInterval;

/**
 * Confidence interval of a proportion at 95 % (Wilson, 1927).
 *
 * @param low lower bound, 0..1
 * @param high upper bound, 0..1
 */
public record ProportionInterval(double low, double high) {
  /** Returns the interval for {@code hits} of {@code all}; 0 to 1 if there are none at all. */
  public static ProportionInterval of(int hits, int all) {
    if (all == 0) {
      return new ProportionInterval(0, 1);
    }
    var interval = WilsonInterval.of(hits, all, WilsonInterval.Z_95);
    return new ProportionInterval(interval.low(), interval.high());
  }
}
