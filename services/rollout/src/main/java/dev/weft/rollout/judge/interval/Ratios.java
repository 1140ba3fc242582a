package dev.weft.rollout.judge.interval;

import java.util.function.DoubleUnaryOperator;

/** Intervals of ratios, 0 to without end. */
final class Ratios {

  /** A larger one counts as without end. */
  private static final double MOST = 1e6;

  private Ratios() {}

  /**
   * Of the ratios that nothing refutes.
   *
   * @param ratio the estimate, 0 to infinite
   * @param above evidence that the truth is above a ratio
   * @param below evidence that it is below one
   */
  static Interval interval(
      double ratio, DoubleUnaryOperator above, DoubleUnaryOperator below, double refutedAt) {
    double place = place(Math.min(ratio, MOST));
    double high = Boundary.of(p -> below.applyAsDouble(ratio(p)), place, place(MOST), refutedAt);
    return new Interval(
        ratio,
        ratio(Boundary.of(p -> above.applyAsDouble(ratio(p)), place, 0, refutedAt)),
        ratio == Double.POSITIVE_INFINITY || high >= place(MOST)
            ? Double.POSITIVE_INFINITY
            : ratio(high));
  }

  /** 0 to infinite as 0 to 1. */
  private static double place(double ratio) {
    return ratio / (1 + ratio);
  }

  private static double ratio(double place) {
    return place / (1 - place);
  }
}
