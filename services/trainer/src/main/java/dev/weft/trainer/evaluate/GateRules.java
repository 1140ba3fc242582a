package dev.weft.trainer.evaluate;

/**
 * The rules for passing the gate. Shares are in 0..1.
 *
 * @param margin tolerated loss of accuracy: a version that loses significantly more is refused; 1
 *     accepts everything
 * @param tolerance loss of accuracy that must be ruled out significantly; until then there are too
 *     few images; at least the margin
 * @param recallMargin the same as the margin, for the images of each class
 * @param imagesPerClass minimum number of images for a verdict on a class of the serving version
 */
public record GateRules(double margin, double tolerance, double recallMargin, int imagesPerClass) {
  /**
   * Significance level: the highest probability of passing a version that is worse by the
   * tolerance.
   */
  static final double ERROR = 0.1;

  public GateRules {
    requireShare("margin", margin);
    requireShare("tolerance", tolerance);
    requireShare("recallMargin", recallMargin);
    if (imagesPerClass < 0) {
      throw new IllegalArgumentException(
          "imagesPerClass must be at least 0, but is " + imagesPerClass);
    }
    tolerance = Math.max(tolerance, margin);
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s must be between 0 and 1, but is %s".formatted(what, value));
    }
  }
}
