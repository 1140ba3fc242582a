package dev.weft.trainer.evaluate;

import java.util.List;

/** The gate's decision whether a version may be published. */
public sealed interface GateVerdict {

  /** Returns the reason, for people. */
  String reason();

  /** Returns the compared accuracies; null if there was no serving version to compare with. */
  Comparison comparison();

  /** Returns the same verdict with an addition to the reason. */
  GateVerdict and(String more);

  /** The version may be published. */
  record Passed(String reason, Comparison comparison) implements GateVerdict {
    @Override
    public GateVerdict and(String more) {
      return new Passed(reason + "; " + more, comparison);
    }
  }

  /** The version is refused. */
  record Refused(String reason, Comparison comparison) implements GateVerdict {
    @Override
    public GateVerdict and(String more) {
      return new Refused(reason + "; " + more, comparison);
    }
  }

  /**
   * The version is not published, since there are too few images to tell whether it is worse.
   *
   * @param wanted the images that are needed for a decision; not empty
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
   * Comparison of both versions on the same images.
   *
   * @param classes number of common classes
   * @param images number of images of these classes that the serving version was not trained on
   * @param candidate accuracy of the new version among these classes
   * @param serving accuracy of the serving version among these classes
   * @param margin tolerated loss of accuracy
   * @param won number of images that only the new version classifies correctly
   * @param lost number of images that only the serving version classifies correctly
   * @param tolerance loss of accuracy that must be ruled out
   * @param probabilityIfWorse probability of this outcome or a better one if the new version were
   *     worse by the tolerance: it passes if this is small
   * @param probabilityIfNotWorse probability of this outcome or a worse one if the new version were
   *     worse by no more than the margin: it is refused if this is small
   * @param byClass comparison of each class of the serving version that is not dropped
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
   * Comparison of a class of the serving version.
   *
   * @param name the class's name
   * @param images number of images of the class
   * @param candidate the new version's recall; null without images
   * @param serving the serving version's recall; null without images
   * @param judgement {@code ok}, {@code worse}, or {@code too few} images to tell
   */
  record ClassComparison(
      String name, int images, Double candidate, Double serving, String judgement) {}

  /**
   * Images that are needed for a decision.
   *
   * @param label the class
   * @param have number of images that it was evaluated on
   * @param more approximate number of further labeled images
   */
  record MoreImages(String label, int have, int more) {}
}
