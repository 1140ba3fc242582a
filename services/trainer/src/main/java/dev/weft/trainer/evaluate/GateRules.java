package dev.weft.trainer.evaluate;

/**
 * What a version must be to pass. Shares lie in 0..1.
 *
 * @param margin accuracy by which it may be worse: one that is surely worse than that is refused; 1
 *     lets everything through
 * @param tolerance accuracy by which it must surely not be worse: until that is sure, there are too
 *     few images to tell; at least the margin
 * @param recallMargin the same as the margin, for the images of each class by themselves
 * @param imagesPerClass fewer images of a class of the serving version tell nothing of it
 */
public record GateRules(double margin, double tolerance, double recallMargin, int imagesPerClass) {
  /** How often at most a version that is worse by the tolerance may seem not to be. */
  static final double ERROR = 0.1;

  public GateRules {
    requireShare("margin", margin);
    requireShare("tolerance", tolerance);
    requireShare("recallMargin", recallMargin);
    if (imagesPerClass < 0) {
      throw new IllegalArgumentException("imagesPerClass is at least 0, but is " + imagesPerClass);
    }
    tolerance = Math.max(tolerance, margin);
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a %s lies in 0..1, but is %s".formatted(what, value));
    }
  }
}
