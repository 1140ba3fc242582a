package dev.weft.base;

import java.util.OptionalDouble;

/**
 * A version's accuracy on all images that it answered, of which few are labeled: the mean of its
 * confidences, corrected by how far these were from right on labeled images. Prediction-powered
 * inference: Angelopoulos, Bates, Fannjiang, Jordan, Zrnic, "Prediction-powered inference", Science
 * 382, 2023. Its interval is that of the central limit theorem.
 *
 * <p>Labels of images that were drawn at random correct it without bias, and tell how much the
 * confidences are worth: each counts with a factor that makes the variance least (Angelopoulos,
 * Duchi, Zrnic, "PPI++: Efficient prediction-powered inference", 2023). Where there are too few of
 * these, all labels do. People choose what they label, mostly what is doubtful, so the share of
 * these that is right says little; what they say of confidences is right as far as the choice was
 * made by the confidence, and so these count in full.
 *
 * @param value 0..1
 * @param variance of the value
 * @param labels that correct it
 * @param random whether they are of images that were drawn at random
 * @param bias mean of right (1 or 0) minus confidence, over these labels
 * @param biasVariance variance of that mean
 */
public record AccuracyEstimate(
    double value, double variance, long labels, boolean random, double bias, double biasVariance) {

  /** Fewer labels correct nothing: the central limit theorem begins to hold. */
  public static final int FEWEST = 30;

  /** Confidences that are so far from the truth still count as calibrated. */
  public static final double TOLERANCE = 0.02;

  /** Too few labels. */
  public static final AccuracyEstimate UNKNOWN =
      new AccuracyEstimate(Double.NaN, Double.NaN, 0, false, Double.NaN, Double.NaN);

  /**
   * Sums over values.
   *
   * @param count of values
   * @param sum of values
   * @param squares sum of their squares
   */
  public record Sums(long count, double sum, double squares) {

    private double mean() {
      return sum / count;
    }

    private double variance() {
      return count < 2 ? 0 : Math.max(0, (squares - sum * sum / count) / (count - 1));
    }

    private Sums minus(Sums other) {
      return new Sums(count - other.count, sum - other.sum, squares - other.squares);
    }
  }

  /**
   * Labeled images.
   *
   * @param confidence of the version in its answers
   * @param right answers
   * @param rightConfidence sum of the confidences of the right ones
   */
  public record Labeled(Sums confidence, long right, double rightConfidence) {

    private long count() {
      return confidence.count();
    }

    private Labeled plus(Labeled other) {
      return new Labeled(
          new Sums(
              confidence.count + other.confidence.count,
              confidence.sum + other.confidence.sum,
              confidence.squares + other.confidence.squares),
          right + other.right,
          rightConfidence + other.rightConfidence);
    }

    private double covariance() {
      return (rightConfidence - right * confidence.mean()) / (count() - 1);
    }

    /** Right minus so many times the confidence. */
    private Sums corrections(double factor) {
      return new Sums(
          count(),
          right - factor * confidence.sum,
          right - 2 * factor * rightConfidence + factor * factor * confidence.squares);
    }
  }

  /**
   * From what a version answered; {@link #UNKNOWN} with too few labels.
   *
   * @param answered confidences of all answers
   * @param random labeled images that were drawn at random
   * @param other labeled images that were not
   */
  public static AccuracyEstimate of(Sums answered, Labeled random, Labeled other) {
    boolean isRandom = random.count() >= FEWEST;
    Labeled labeled = isRandom ? random : random.plus(other);
    if (labeled.count() < FEWEST) {
      return UNKNOWN;
    }
    // A random sample stands for all, so that the others may; what people chose does not.
    Sums others = isRandom ? answered.minus(labeled.confidence()) : answered;
    double factor = others.count() < 1 ? 0 : isRandom ? factor(labeled, others) : 1;
    Sums corrections = labeled.corrections(factor);
    double value = corrections.mean() + (factor == 0 ? 0 : factor * others.mean());
    double variance =
        corrections.variance() / labeled.count()
            + (factor == 0 ? 0 : factor * factor * others.variance() / others.count());
    Sums bias = labeled.corrections(1);
    return new AccuracyEstimate(
        Math.max(0, Math.min(1, value)),
        variance,
        labeled.count(),
        isRandom,
        bias.mean(),
        bias.variance() / labeled.count());
  }

  private static double factor(Labeled labeled, Sums others) {
    double variance = labeled.confidence().variance();
    if (variance == 0) {
      return 0;
    }
    double best =
        labeled.covariance() / (variance * (1 + (double) labeled.count() / others.count()));
    return Math.max(0, Math.min(1, best));
  }

  /** Whether there is one. */
  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  /**
   * Whether the confidences proved right on labeled images: their mean distance from the truth may,
   * at 95 %, be {@value #TOLERANCE} or less. Without that the estimate is what its correction makes
   * of it.
   */
  public boolean isCalibrated() {
    double half = WilsonInterval.Z_95 * Math.sqrt(biasVariance);
    return isKnown() && bias - half <= TOLERANCE && bias + half >= -TOLERANCE;
  }

  /** Lower end of its 95 % interval at one look; empty if there is no estimate. */
  public OptionalDouble low() {
    return end(-1);
  }

  /** Upper end. */
  public OptionalDouble high() {
    return end(1);
  }

  private OptionalDouble end(int sign) {
    return isKnown()
        ? OptionalDouble.of(
            Math.max(0, Math.min(1, value + sign * WilsonInterval.Z_95 * Math.sqrt(variance))))
        : OptionalDouble.empty();
  }
}
