package dev.weft.xception.training;

/**
 * How each step learns.
 *
 * @param learningRate of Adam (beta 0.9 and 0.999, epsilon 1e-8), above 0
 * @param labelSmoothing what the true label gives away to all classes alike, from 0 to below 1
 * @param dropout the share of the pooled features that the head does not see in a step, from 0 to
 *     below 1
 * @param seed of everything random, which is dropout
 */
public record TrainingOptions(
    double learningRate, double labelSmoothing, double dropout, long seed) {
  public TrainingOptions {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException("A learning rate is above 0, but is " + learningRate);
    }
    requireShare("Label smoothing", labelSmoothing);
    requireShare("Dropout", dropout);
  }

  /** Without smoothing and dropout. */
  public static TrainingOptions of(double learningRate, long seed) {
    return new TrainingOptions(learningRate, 0, 0, seed);
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(what + " is from 0 to below 1, but is " + value);
    }
  }
}
