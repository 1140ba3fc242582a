package dev.weft.rollout.judge.interval;

import java.util.function.DoubleUnaryOperator;

/**
 * A share and its confidence sequence: intervals that hold simultaneously over all evaluations,
 * with the confidence of one. It only assumes that images are independent of each other. Each end
 * is refuted by a {@link BetMixture} at half of the error probability.
 *
 * @param counted at most {@code all}
 * @param all total number of images
 */
public record SequentialShare(long counted, long all) {

  /** The evidence that the true share is above a value; nonincreasing in the value. */
  public double above(double share) {
    if (share <= 0) {
      return counted > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    return logCapital(1 / share, 0);
  }

  /** The evidence that the true share is below a value; nondecreasing in the value. */
  public double below(double share) {
    if (share >= 1) {
      return counted < all ? Double.POSITIVE_INFINITY : 0;
    }
    return logCapital(0, 1 / (1 - share));
  }

  private double logCapital(double counts, double doesNot) {
    return BetMixture.SHARES.logCapital(
        new long[] {counted, all - counted}, new double[] {counts, doesNot});
  }

  private double value() {
    return (double) counted / all;
  }

  /**
   * The confidence interval of the share; {@link Interval#UNKNOWN} without images.
   *
   * @param alpha probability that it ever excludes the true value
   */
  public Interval interval(double alpha) {
    if (all == 0) {
      return Interval.UNKNOWN;
    }
    double refutedAt = BetMixture.refutedAt(alpha / 2);
    return new Interval(
        value(),
        Boundary.of(this::above, value(), 0, refutedAt),
        Boundary.of(this::below, value(), 1, refutedAt));
  }

  /**
   * The difference between this and the share of other, independent images. A difference is refuted
   * if it is refuted together with every value of the other share: the capital of bets on both is a
   * martingale, too.
   */
  public Interval minus(SequentialShare other, double alpha) {
    if (all == 0 || other.all == 0) {
      return Interval.UNKNOWN;
    }
    double refutedAt = BetMixture.refutedAt(alpha / 2);
    double value = value() - other.value();
    return new Interval(
        value,
        Boundary.of(d -> above(other, d), value, -1, refutedAt),
        Boundary.of(d -> below(other, d), value, 1, refutedAt));
  }

  /** The evidence that this minus the other is above a value. */
  public double above(SequentialShare other, double difference) {
    return least(p -> above(p + difference) + other.below(p), difference);
  }

  /** The evidence that this minus the other is below a value. */
  public double below(SequentialShare other, double difference) {
    return least(p -> below(p + difference) + other.above(p), difference);
  }

  private static double least(DoubleUnaryOperator evidence, double difference) {
    // Convex, since the logarithm of a mixture of convex logarithms is.
    return Boundary.least(evidence, Math.max(0, -difference), Math.min(1, 1 - difference));
  }

  /**
   * The ratio of this to the share of other, independent images, computed as in {@link #minus}. It
   * has no upper end if the other may be 0; for 0 and 0 the value is NaN, and all ratios are
   * possible.
   */
  public Interval dividedBy(SequentialShare other, double alpha) {
    if (all == 0 || other.all == 0) {
      return Interval.UNKNOWN;
    }
    double ratio = value() / other.value();
    if (Double.isNaN(ratio)) {
      return new Interval(ratio, 0, Double.POSITIVE_INFINITY);
    }
    double refutedAt = BetMixture.refutedAt(alpha / 2);
    return Ratios.interval(
        ratio,
        r -> leastOfRatio(p -> above(r * p) + other.below(p), r),
        r -> leastOfRatio(p -> below(r * p) + other.above(p), r),
        refutedAt);
  }

  private static double leastOfRatio(DoubleUnaryOperator evidence, double ratio) {
    return Boundary.least(evidence, 0, Math.min(1, 1 / ratio));
  }
}
