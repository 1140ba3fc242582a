package dev.weft.gateway.rollouts;

import dev.weft.base.WilsonInterval;

/**
 * A share, such as that of the images that a version was right about.
 *
 * @param part number of such images
 * @param whole number of all images
 */
public record Share(long part, long whole) {

  /** The sum of both. */
  Share plus(Share other) {
    return new Share(part + other.part, whole + other.whole);
  }

  /** The share, 0..1; null if the whole is 0. */
  public Double value() {
    return whole == 0 ? null : (double) part / whole;
  }

  /** Lower end of its 95 % interval after Wilson (1927); null if the whole is 0. */
  public Double low() {
    return whole == 0 ? null : interval().low();
  }

  /** Upper end of its 95 % interval; null if the whole is 0. */
  public Double high() {
    return whole == 0 ? null : interval().high();
  }

  private WilsonInterval interval() {
    return WilsonInterval.of(part, whole, WilsonInterval.Z_95);
  }
}
