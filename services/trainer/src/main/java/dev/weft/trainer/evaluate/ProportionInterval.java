package dev.weft.trainer.evaluate;

import dev.weft.base.WilsonInterval;

/**
 * Where a share truly lies, with 95 % confidence (Wilson, 1927).
 *
 * @param low 0..1
 * @param high 0..1
 */
public record ProportionInterval(double low, double high) {
  /** Of so many out of all; 0 to 1 if there are none at all. */
  public static ProportionInterval of(int hits, int all) {
    if (all == 0) {
      return new ProportionInterval(0, 1);
    }
    var interval = WilsonInterval.of(hits, all, WilsonInterval.Z_95);
    return new ProportionInterval(interval.low(), interval.high());
  }
}
