package dev.weft.xception.training;

/**
 * The learning rate of each step: rises in a straight line, then falls as a cosine does, to 0 with
 * the last step (Loshchilov and Hutter, 2017, arXiv:1608.03983); or stays.
 *
 * @param peak above 0
 * @param warmUp steps until it is reached
 * @param steps in all; 0 if it stays at its peak
 */
public record LearningRate(double peak, int warmUp, int steps) {
  public LearningRate {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("A learning rate is above 0, but is " + peak);
    }
    if (warmUp < 0 || steps < 0 || warmUp > steps) {
      throw new IllegalArgumentException("Of %d steps %d cannot warm up".formatted(steps, warmUp));
    }
  }

  /** The same for all steps. */
  public static LearningRate constant(double rate) {
    return new LearningRate(rate, 0, 0);
  }

  /**
   * The rate of a step.
   *
   * @param step from 0
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
