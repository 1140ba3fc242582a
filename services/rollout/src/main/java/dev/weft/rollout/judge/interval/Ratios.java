package dev.weft.rollout.judge.interval;

import java.util.function.DoubleUnaryOperator;

/** Confidence intervals of ratios, from 0 to infinity. */
final class Ratios {

  /** Larger ratios count as infinite. */
  private static final double MOST = 1e6;

  private Ratios() {}

  /**
   * The interval of the ratios that are not refuted.
   *
   * @param ratio the estimate, 0 to infinite
   * @param above evidence that the true ratio is above a value
   * @param below evidence that it is below a value
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

  /** Maps 0 to infinity onto 0 to 1. */
  private static double place(double ratio) {
    return ratio / (1 + ratio);
  }

  private static double ratio(double place) {
    return place / (1 - place);
  }
}
