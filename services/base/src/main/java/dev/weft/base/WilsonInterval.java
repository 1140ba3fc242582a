package dev.weft.base;

/**
 * Confidence interval of a proportion: the score interval of Wilson, "Probable inference, the law
 * of succession, and statistical inference", JASA 22, 1927. Unlike the Wald interval it has a
 * positive width for proportions of 0 and 1, and stays within 0..1.
 *
 * @param share the proportion
 * @param low lower bound, 0..1
 * @param high upper bound, 0..1
 */
public record WilsonInterval(double share, double low, double high) {

  /** Standard deviations on each side, for 95 %. */
  public static final double Z_95 = 1.959963984540054;

  /**
   * @param counted the numerator, at most {@code all}
   * @param all the denominator, at least 1
   * @param z standard deviations on each side
   */
  public static WilsonInterval of(long counted, long all, double z) {
    if (all < 1 || counted < 0 || counted > all) {
      throw new IllegalArgumentException(counted + " of " + all + " is not a proportion");
    }
    double n = all;
    double share = counted / n;
    double shrink = 1 + z * z / n;
    double center = (share + z * z / (2 * n)) / shrink;
    double half = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink;
    // Exact at the bounds, where rounding errors would remain.
    double low = counted == 0 ? 0 : center - half;
    double high = counted == all ? 1 : center + half;
    return new WilsonInterval(share, low, high);
  }
}
