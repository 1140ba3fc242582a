package dev.weft.trainer.evaluate;

/**
 * Where a share truly lies, with 95 % confidence (Wilson, 1927).
 *
 * @param low 0..1
 * @param high 0..1
 */
public record Interval(double low, double high) {
  private static final double Z = 1.959963984540054;

  /** Of so many out of all; 0 to 1 if there are none at all. */
  public static Interval of(int hits, int all) {
    if (all == 0) {
      return new Interval(0, 1);
    }
    double share = (double) hits / all;
    double shrink = 1 + Z * Z / all;
    double middle = (share + Z * Z / (2 * all)) / shrink;
    double half = Z / shrink * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
