package dev.weft.rollout.judge.interval;

/**
 * Compares the accuracies of two versions on the same images by confidence sequences (see {@link
 * SequentialShare}). Only images that exactly one version was right about carry information: two
 * versions that are mostly right and wrong together are distinguished with a fraction of the labels
 * that two separate samples need. With a bound of 0 it is a sequential McNemar test.
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
   * The version's accuracy minus the other's; {@link Interval#UNKNOWN} without images.
   *
   * @param alpha probability that the interval ever excludes the true value
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

  /** The evidence that the true difference is above a value; nonincreasing in the value. */
  public double above(double difference) {
    if (difference <= -1) {
      return images[2] < all ? Double.POSITIVE_INFINITY : 0;
    }
    // The payoff is 1 plus the image's difference of -1, 0 or 1, over its mean under the
    // hypothesis.
    double tie = 1 / (1 + difference);
    return logCapital(tie, 2 * tie, 0, tie);
  }

  /** The evidence that the true difference is below a value. */
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

  // Under the hypothesis the mean of "right" minus the ratio times "the other right" is 0.
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
