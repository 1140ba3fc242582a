package dev.weft.trainer.evaluate;

import java.util.List;

/** Whether a version may be published. */
public sealed interface GateVerdict {

  /** Why, for people. */
  String reason();

  /** The accuracies that were compared; null if there was nothing to compare with. */
  Comparison comparison();

  /** The same with something to add to the reason. */
  GateVerdict and(String more);

  /** It may. */
  record Passed(String reason, Comparison comparison) implements GateVerdict {
    @Override
    public GateVerdict and(String more) {
      return new Passed(reason + "; " + more, comparison);
    }
  }

  /** It may not. */
  record Refused(String reason, Comparison comparison) implements GateVerdict {
    @Override
    public GateVerdict and(String more) {
      return new Refused(reason + "; " + more, comparison);
    }
  }

  /**
   * It may not yet: there are too few images to tell whether it is worse.
   *
   * @param wanted what would tell, at least one
   */
  record TooFew(String reason, Comparison comparison, List<MoreImages> wanted)
      implements GateVerdict {
    public TooFew {
      wanted = List.copyOf(wanted);
    }

    @Override
    public GateVerdict and(String more) {
      return new TooFew(reason + "; " + more, comparison, wanted);
    }
  }

  /**
   * Both versions on the same images.
   *
   * @param classes that both know
   * @param images that show them, and that the serving version did not learn from
   * @param candidate accuracy of the new version among these classes
   * @param serving accuracy of the version that serves among these classes
   * @param margin by which the new one may be worse
   * @param won images that only the new version is right about
   * @param lost images that only the serving version is right about
   * @param tolerance by which the new one must surely not be worse
   * @param probabilityIfWorse of such an outcome or a better one, if the new version were worse by
   *     the tolerance: it passes if this is small
   * @param probabilityIfNotWorse of such an outcome or a worse one, if the new version were worse
   *     by no more than the margin: it is refused if this is small
   * @param byClass the same for each class of the serving version that is not dropped
   */
  record Comparison(
      int classes,
      int images,
      double candidate,
      double serving,
      double margin,
      int won,
      int lost,
      double tolerance,
      double probabilityIfWorse,
      double probabilityIfNotWorse,
      List<ClassComparison> byClass) {
    public Comparison {
      byClass = List.copyOf(byClass);
    }
  }

  /**
   * One class of the serving version.
   *
   * @param name of the class
   * @param images that show it
   * @param candidate share of them that the new version finds; null without any
   * @param serving share of them that the serving version finds; null without any
   * @param judgement {@code ok}, {@code worse}, or {@code too few} images to tell
   */
  record ClassComparison(
      String name, int images, Double candidate, Double serving, String judgement) {}

  /**
   * Images that are wanted.
   *
   * @param label of a class
   * @param have images that it was judged by
   * @param more labeled images that would tell, about
   */
  record MoreImages(String label, int have, int more) {}
}
