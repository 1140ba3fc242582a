package dev.weft.rollout.judge;

/**
 * The interval of a proportion: the score interval of Wilson, "Probable inference, the law of
 * succession, and statistical inference", JASA 22, 1927. Unlike the textbook's it is no point where
 * nothing or everything was counted, and it stays within 0..1.
 */
final class Proportion {

  private Proportion() {}

  /**
   * @param counted at most {@code all}
   * @param all 0 gives {@link Interval#UNKNOWN}
   * @param z standard deviations on each side
   */
  static Interval of(long counted, long all, double z) {
    if (all == 0) {
      return Interval.UNKNOWN;
    }
    double n = all;
    double share = counted / n;
    double shrink = 1 + z * z / n;
    double center = (share + z * z / (2 * n)) / shrink;
    double half = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / shrink;
    // Exact at the ends, where rounding would leave a trace.
    double low = counted == 0 ? 0 : center - half;
    double high = counted == all ? 1 : center + half;
    return new Interval(share, low, high);
  }
}
