package dev.weft.rollout.judge;

/**
 * The interval of a comparison, from the intervals of both sides: the method of variance estimates
 * recovery. Each end is as far away as the ends that make it, so that what is known of a side's
 * skew is kept. The sides are taken as independent: for two versions on the same images, whose
 * figures rise and fall together, the interval is too wide rather than too narrow.
 */
final class Mover {

  private Mover() {}

  /**
   * The first minus the second: Zou, Donner, "Construction of confidence limits about effect
   * measures: A general approach", Statistics in Medicine 27, 2008. With {@link Proportion} it is
   * method 10 of Newcombe, "Interval estimation for the difference between independent
   * proportions", Statistics in Medicine 17, 1998; with {@link Mean} Welch's with many degrees of
   * freedom.
   */
  static Interval difference(Interval a, Interval b) {
    if (!a.isKnown() || !b.isKnown()) {
      return Interval.UNKNOWN;
    }
    double value = a.value() - b.value();
    return new Interval(
        value,
        value - Math.hypot(a.value() - a.low(), b.high() - b.value()),
        value + Math.hypot(a.high() - a.value(), b.value() - b.low()));
  }

  /**
   * The first divided by the second, neither of which can be negative: Donner, Zou, "Closed-form
   * confidence intervals for functions of the normal mean and standard deviation", Statistical
   * Methods in Medical Research 21, 2012. Without an upper end where the second may be 0; of 0 and
   * 0 the value is NaN, and all ratios are possible.
   */
  static Interval ratio(Interval a, Interval b) {
    if (!a.isKnown() || !b.isKnown()) {
      return Interval.UNKNOWN;
    }
    double product = a.value() * b.value();
    return new Interval(a.value() / b.value(), lowRatio(product, a, b), highRatio(product, a, b));
  }

  private static double lowRatio(double product, Interval a, Interval b) {
    if (a.low() <= 0 || Double.isInfinite(b.high())) {
      return 0;
    }
    // The quotient is extended by its conjugate: it is whole where b.high is twice b.value.
    double own = a.low() * (2 * a.value() - a.low());
    double other = b.high() * (2 * b.value() - b.high());
    return own / (product + Math.sqrt(Math.max(0, product * product - own * other)));
  }

  private static double highRatio(double product, Interval a, Interval b) {
    if (b.low() <= 0 || Double.isInfinite(a.high())) {
      return Double.POSITIVE_INFINITY;
    }
    double own = a.high() * (2 * a.value() - a.high());
    double other = b.low() * (2 * b.value() - b.low());
    return (product + Math.sqrt(Math.max(0, product * product - own * other))) / other;
  }
}
