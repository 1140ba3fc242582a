package dev.weft.trainer.evaluate;

import java.util.List;

/**
 * How well a version answered. Shares lie in 0..1.
 *
 * @param images number of them
 * @param accuracy share whose most probable class is right
 * @param interval where the accuracy on images of the same kind lies
 * @param top2 share whose class is among the two most probable
 * @param loss mean cross-entropy
 * @param calibrationError expected calibration error (Guo et al., 2017, arXiv:1706.04599): by how
 *     much the probability of the answer differs from how often it is right, in 15 bins
 * @param classes figures of each class: the data set's first, then others that the version knows
 * @param confusion number of images by class that they show (row) and answer (column), in the order
 *     of {@code classes}
 * @param calibration bins that are not empty
 * @param confused classes that are taken for others, the most frequent first
 * @param worst the wrong answers with the highest confidence
 */
public record Evaluation(
    int images,
    double accuracy,
    ProportionInterval interval,
    double top2,
    double loss,
    double calibrationError,
    List<ClassFigures> classes,
    List<List<Integer>> confusion,
    List<Bin> calibration,
    List<Confused> confused,
    List<Mistake> worst) {
  public Evaluation {
    classes = List.copyOf(classes);
    confusion = List.copyOf(confusion);
    calibration = List.copyOf(calibration);
    confused = List.copyOf(confused);
    worst = List.copyOf(worst);
  }

  /** Judges answers about images. */
  public static Evaluation of(VersionAnswers answers, GroundTruth truth) {
    return new EvaluationPass(answers, truth).judge();
  }

  /**
   * One class.
   *
   * @param name of the class
   * @param images that show it
   * @param precision share of its answers that are right; null without any
   * @param recall share of its images that are found; null without any
   * @param f1 harmonic mean of both; null where one is
   */
  public record ClassFigures(String name, int images, Double precision, Double recall, Double f1) {}

  /**
   * Images whose answer has about the same probability.
   *
   * @param images number of them
   * @param confidence mean probability of the answers
   * @param accuracy share that is right
   */
  public record Bin(int images, double confidence, double accuracy) {}

  /**
   * Two classes of which one is taken for the other.
   *
   * @param label what the images show
   * @param answer what was said
   * @param images number of them
   */
  public record Confused(String label, String answer, int images) {}

  /**
   * A wrong answer.
   *
   * @param imageId which
   * @param label what it shows
   * @param answer what was said
   * @param probability of the answer
   * @param labelProbability of what it shows
   */
  public record Mistake(
      String imageId, String label, String answer, double probability, double labelProbability) {}
}
