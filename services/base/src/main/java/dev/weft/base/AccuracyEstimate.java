package dev.weft.base;

import java.util.OptionalDouble;

/**
 * A version's accuracy on all images that it answered, of which few are labeled: the mean of its
 * confidences, corrected by their error on labeled images. Prediction-powered inference:
 * Angelopoulos, Bates, Fannjiang, Jordan, Zrnic, "Prediction-powered inference", Science 382, 2023.
 * Its interval is that of the central limit theorem.
 *
 * <p>Labels of images that were drawn at random correct it without bias, and determine the
 * informativeness of the confidences, which are weighted by the factor that minimises the variance
 * (Angelopoulos, Duchi, Zrnic, "PPI++: Efficient prediction-powered inference", 2023). If there are
 * too few of these, all labels are used. People choose which images they label, mostly doubtful
 * ones, so that the accuracy on those is not representative; the error of the confidences is, as
 * far as the choice depended on the confidence, and so the confidences have full weight.
 *
 * @param value 0..1
 * @param variance the variance of the value
 * @param labels number of labels that it is corrected with
 * @param random whether the labeled images were drawn at random
 * @param bias mean of correctness (1 or 0) minus confidence, over these labels
 * @param biasVariance variance of that mean
 */
public record AccuracyEstimate(
    double value, double variance, long labels, boolean random, double bias, double biasVariance) {

  /**
   * Minimum number of labels for a correction, from which the central limit theorem is a reasonable
   * approximation.
   */
  public static final int FEWEST = 30;

  /** Largest error of the mean confidence that counts as calibrated. */
  public static final double TOLERANCE = 0.02;

  /** No estimate: too few labels. */
  public static final AccuracyEstimate UNKNOWN =
      new AccuracyEstimate(Double.NaN, Double.NaN, 0, false, Double.NaN, Double.NaN);

  /**
   * Sums over values.
   *
   * @param count the count of values
   * @param sum the sum of values
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
   * Sums over labeled images.
   *
   * @param confidence confidences of the version's answers
   * @param right number of correct answers
   * @param rightConfidence sum of the confidences of correct answers
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

    /** Sums of correctness minus {@code factor} times the confidence. */
    private Sums corrections(double factor) {
      return new Sums(
          count(),
          right - factor * confidence.sum,
          right - 2 * factor * rightConfidence + factor * factor * confidence.squares);
    }
  }

  /**
   * Computes the estimate; {@link #UNKNOWN} with too few labels.
   *
   * @param answered confidences of all answers
   * @param random labeled images that were drawn at random
   * @param other other labeled images
   */
  public static AccuracyEstimate of(Sums answered, Labeled random, Labeled other) {
    boolean isRandom = random.count() >= FEWEST;
    Labeled labeled = isRandom ? random : random.plus(other);
    if (labeled.count() < FEWEST) {
      return UNKNOWN;
    }
    // A random sample represents all images, so that only the others remain to be estimated; images
    // that people chose do not.
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

  /** Whether there is an estimate. */
  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  /**
   * Whether the confidences are calibrated on labeled images: their mean error is, at 95 %,
   * compatible with {@value #TOLERANCE} or less. Otherwise the estimate depends on its correction
   * alone.
   */
  public boolean isCalibrated() {
    double half = WilsonInterval.Z_95 * Math.sqrt(biasVariance);
    return isKnown() && bias - half <= TOLERANCE && bias + half >= -TOLERANCE;
  }

  /** Lower bound of its 95 % interval for a single evaluation; empty if there is no estimate. */
  public OptionalDouble low() {
    return end(-1);
  }

  /** Upper bound of the interval. */
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
