package dev.weft.xception.training;

/**
 * The learning rate of each step: a linear warm-up followed by cosine decay, which would reach 0 in
 * the step after the last one (Loshchilov and Hutter, 2017, arXiv:1608.03983), or constant.
 *
 * @param peak highest rate, above 0
 * @param warmUp number of warm-up steps
 * @param steps total number of steps; 0 for a constant rate
 */
public record LearningRate(double peak, int warmUp, int steps) {
  public LearningRate {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException(
          "the learning rate must be greater than 0, but is " + peak);
    }
    if (warmUp < 0 || steps < 0 || warmUp > steps) {
      throw new IllegalArgumentException(
          "with %d steps, %d cannot be warm-up steps".formatted(steps, warmUp));
    }
  }

  /** A constant rate. */
  public static LearningRate constant(double rate) {
    return new LearningRate(rate, 0, 0);
  }

  /**
   * Returns the rate of a step.
   *
   * @param step the step, from 0
   */
  public double at(int step) {
    if (steps == 0) {
      return peak;
    }
    if (step < warmUp) {
      return peak * (step + 1) / warmUp;
    }
    double share = Math.min(1, (double) (step - warmUp) / Math.max(1, steps - warmUp));
    return peak * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
