package dev.weft.gateway.rollouts;

import dev.weft.base.WilsonInterval;

/**
 * Some of a whole, such as the images that a version was right about.
 *
 * @param part so many
 * @param whole of so many
 */
public record Share(long part, long whole) {

  /** Of both. */
  Share plus(Share other) {
    return new Share(part + other.part, whole + other.whole);
  }

  /** 0..1; null of nothing. */
  public Double value() {
    return whole == 0 ? null : (double) part / whole;
  }

  /** Lower end of its 95 % interval after Wilson (1927); null of nothing. */
  public Double low() {
    return whole == 0 ? null : interval().low();
  }

  /** Upper end. */
  public Double high() {
    return whole == 0 ? null : interval().high();
  }

  private WilsonInterval interval() {
    return WilsonInterval.of(part, whole, WilsonInterval.Z_95);
  }
}
