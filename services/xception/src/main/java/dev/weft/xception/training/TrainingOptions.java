package dev.weft.xception.training;

import java.util.Objects;

/**
 * Options of training steps.
 *
 * @param learningRate learning rate of Adam (beta 0.9 and 0.999, epsilon 1e-8)
 * @param labelSmoothing share of the true label's weight that is spread over all classes, from 0 to
 *     below 1
 * @param dropout share of the pooled features that are dropped in a step, from 0 to below 1
 * @param weightDecay decoupled decay of kernels towards 0 in each step, relative to the learning
 *     rate; scales, shifts and biases do not decay
 * @param seed the seed of dropout
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
      throw new IllegalArgumentException("weight decay must be at least 0, but is " + weightDecay);
    }
    requireShare("Label smoothing", labelSmoothing);
    requireShare("Dropout", dropout);
  }

  /** A constant learning rate without weight decay. */
  public TrainingOptions(double learningRate, double labelSmoothing, double dropout, long seed) {
    this(LearningRate.constant(learningRate), labelSmoothing, dropout, 0, seed);
  }

  /** Without label smoothing and dropout. */
  public static TrainingOptions of(double learningRate, long seed) {
    return new TrainingOptions(learningRate, 0, 0, seed);
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          what + " must be at least 0 and less than 1, but is " + value);
    }
  }
}
