package dev.weft.rollout.judge.interval;

/**
 * The accuracies of two versions on the same images, compared in confidence sequences (see {@link
 * SequentialShare}). The images that tell are those which one version alone was right about: two
 * versions that are mostly right and wrong together are told apart by a fraction of the labels that
 * two separate samples take. With a bound of 0 it is a sequential McNemar test.
 */
public final class SequentialPairs {

  private final long[] images;
  private final long all;
  private final double right;
  private final double otherRight;

  public SequentialPairs(PairedLabels pairs) {
    images = new long[] {pairs.both(), pairs.only(), pairs.other(), pairs.neither()};
    all = pairs.labeled();
    right = pairs.both() + pairs.only();
    otherRight = pairs.both() + pairs.other();
  }

  /**
   * The version's accuracy minus the other's; {@link Interval#UNKNOWN} of nothing.
   *
   * @param alpha the chance that it ever leaves the truth out
   */
  public Interval difference(double alpha) {
    if (all == 0) {
      return Interval.UNKNOWN;
    }
    double value = (right - otherRight) / all;
    double refutedAt = BetMixture.refutedAt(alpha / 2);
    return new Interval(
        value,
        Boundary.of(this::above, value, -1, refutedAt),
        Boundary.of(this::below, value, 1, refutedAt));
  }

  /** The evidence that the truth is above a difference; does not grow with the difference. */
  public double above(double difference) {
    if (difference <= -1) {
      return images[2] < all ? Double.POSITIVE_INFINITY : 0;
    }
    // 1 more than the image's difference of -1, 0 or 1, over what the hypothesis makes of that.
    double tie = 1 / (1 + difference);
    return logCapital(tie, 2 * tie, 0, tie);
  }

  /** The evidence that the truth is below a difference. */
  public double below(double difference) {
    if (difference >= 1) {
      return images[1] < all ? Double.POSITIVE_INFINITY : 0;
    }
    double tie = 1 / (1 - difference);
    return logCapital(tie, 0, 2 * tie, tie);
  }

  /** The version's accuracy divided by the other's. */
  public Interval ratio(double alpha) {
    if (all == 0) {
      return Interval.UNKNOWN;
    }
    double ratio = right / otherRight;
    if (Double.isNaN(ratio)) {
      return new Interval(ratio, 0, Double.POSITIVE_INFINITY);
    }
    return Ratios.interval(
        ratio, this::aboveRatio, this::belowRatio, BetMixture.refutedAt(alpha / 2));
  }

  // The hypothesis makes the mean of "right" minus the ratio times "the other right" 0.
  private double aboveRatio(double ratio) {
    if (ratio <= 0) {
      return right > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    return logCapital(1 / ratio, 1 / ratio + 1, 0, 1);
  }

  private double belowRatio(double ratio) {
    return logCapital(ratio, 0, 1 + ratio, 1);
  }

  private double logCapital(double both, double only, double other, double neither) {
    return BetMixture.PAIRS.logCapital(images, new double[] {both, only, other, neither});
  }
}
