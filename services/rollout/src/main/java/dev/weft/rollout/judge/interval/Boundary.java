package dev.weft.rollout.judge.interval;

import java.util.function.DoubleUnaryOperator;

/** Finds the value at which evidence begins to refute. */
final class Boundary {

  private static final int STEPS = 100;
  private static final double TOLERANCE = 1e-6;

  /** Evidence beyond this is too steep for the secant method, so the interval is halved. */
  private static final double STEEP = 100;

  private static final double EDGE = 1e-3;

  /** Ratio of the golden section. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private static final int SECTIONS = 28;

  private Boundary() {}

  /**
   * The first refuted value on the way from an estimate to a limit; the limit if it is not refuted.
   *
   * @param evidence against a value; does not fall from the estimate to the limit
   * @param refutedAt evidence at which a value is refuted
   */
  static double of(DoubleUnaryOperator evidence, double estimate, double limit, double refutedAt) {
    double refuted = limit;
    double atRefuted = evidence.applyAsDouble(limit) - refutedAt;
    if (!(atRefuted >= 0)) {
      return limit;
    }
    double held = estimate;
    double atHeld = evidence.applyAsDouble(estimate) - refutedAt;
    if (atHeld >= 0) {
      return estimate;
    }
    // Alternates secant steps, which are fast, with bisection, which is sure to converge.
    for (int i = 0; i < STEPS && Math.abs(refuted - held) > tolerance(refuted); i++) {
      boolean isSteep = atRefuted > STEEP || atHeld < -STEEP;
      double part = i % 2 == 1 || isSteep ? 0.5 : -atHeld / (atRefuted - atHeld);
      double next = held + Math.max(EDGE, Math.min(1 - EDGE, part)) * (refuted - held);
      double at = evidence.applyAsDouble(next) - refutedAt;
      if (at >= 0) {
        refuted = next;
        atRefuted = at;
      } else {
        held = next;
        atHeld = at;
      }
    }
    return refuted;
  }

  private static double tolerance(double value) {
    return TOLERANCE * (1 + Math.abs(value));
  }

  /** The minimum of a convex function, by golden-section search. */
  static double least(DoubleUnaryOperator convex, double from, double to) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = convex.applyAsDouble(left);
    double atRight = convex.applyAsDouble(right);
    for (int i = 0; i < SECTIONS; i++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = convex.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = convex.applyAsDouble(right);
      }
    }
    return Math.min(atLeft, atRight);
  }
}
