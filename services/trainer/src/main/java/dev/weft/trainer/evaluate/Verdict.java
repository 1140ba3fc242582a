package dev.weft.trainer.evaluate;

/** Whether a version may be published. */
public sealed interface Verdict {

  /** Why, for people. */
  String reason();

  /** The accuracies that were compared; null if there was nothing to compare with. */
  Comparison comparison();

  /** It may. */
  record Passed(String reason, Comparison comparison) implements Verdict {}

  /** It may not. */
  record Refused(String reason, Comparison comparison) implements Verdict {}

  /**
   * Both versions on the same images.
   *
   * @param classes that both know
   * @param images that show them
   * @param candidate accuracy of the new version among these classes
   * @param serving accuracy of the version that serves among these classes
   * @param margin by which the new one may be worse
   */
  record Comparison(int classes, int images, double candidate, double serving, double margin) {}
}
