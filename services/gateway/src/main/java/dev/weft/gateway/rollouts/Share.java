package dev.weft.gateway.rollouts;

/**
 * Some of a whole, such as the images that a version was right about.
 *
 * @param part so many
 * @param whole of so many
 */
public record Share(long part, long whole) {

  /** Of the standard normal distribution, for 95 %. */
  private static final double Z = 1.959964;

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
    return whole == 0 ? null : Math.max(0, centre() - halfWidth());
  }

  /** Upper end. */
  public Double high() {
    return whole == 0 ? null : Math.min(1, centre() + halfWidth());
  }

  private double centre() {
    return (part + Z * Z / 2) / (whole + Z * Z);
  }

  private double halfWidth() {
    double variance = (double) part * (whole - part) / whole + Z * Z / 4;
    return Z * Math.sqrt(variance) / (whole + Z * Z);
  }
}
