package dev.weft.xception.training;

import java.util.Objects;

/**
 * How each step learns.
 *
 * @param learningRate of Adam (beta 0.9 and 0.999, epsilon 1e-8)
 * @param labelSmoothing what the true label gives away to all classes alike, from 0 to below 1
 * @param dropout the share of the pooled features that the head does not see in a step, from 0 to
 *     below 1
 * @param weightDecay share of the learning rate by which kernels fall towards 0 in each step, apart
 *     from the gradient; scales, shifts and biases do not
 * @param seed of everything random, which is dropout
 */
public record TrainingOptions(
    LearningRate learningRate,
    double labelSmoothing,
    double dropout,
    double weightDecay,
    long seed) {
  public TrainingOptions {
    Objects.requireNonNull(learningRate, "learningRate");
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("Weight decay is at least 0, but is " + weightDecay);
    }
    requireShare("Label smoothing", labelSmoothing);
    requireShare("Dropout", dropout);
  }

  /** One rate, no decay. */
  public TrainingOptions(double learningRate, double labelSmoothing, double dropout, long seed) {
    this(LearningRate.constant(learningRate), labelSmoothing, dropout, 0, seed);
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
