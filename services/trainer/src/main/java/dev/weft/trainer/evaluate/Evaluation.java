package dev.weft.trainer.evaluate;

import java.util.List;

/**
 * Evaluation of a version's answers. Shares are in 0..1.
 *
 * @param images number of them
 * @param accuracy share of images whose most probable class is correct
 * @param interval confidence interval of the accuracy
 * @param top2 share of images whose class is among the two most probable
 * @param loss mean cross-entropy
 * @param calibrationError expected calibration error (Guo et al., 2017, arXiv:1706.04599):
 *     difference between confidence and accuracy, in 15 bins
 * @param classes figures of each class: the data set's first, then the version's other classes
 * @param confusion number of images by label (row) and predicted class (column), in the order of
 *     {@code classes}
 * @param calibration non-empty bins
 * @param confused confused pairs of classes, most frequent first
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

  /** Evaluates answers. */
  public static Evaluation of(VersionAnswers answers, GroundTruth truth) {
    return new EvaluationPass(answers, truth).judge();
  }

  /**
   * Figures of a class.
   *
   * @param name the class's name
   * @param images number of images of the class
   * @param precision share of correct predictions of the class; null without predictions
   * @param recall share of its images that are predicted correctly; null without images
   * @param f1 harmonic mean of both; null if one is null
   */
  public record ClassFigures(String name, int images, Double precision, Double recall, Double f1) {}

  /**
   * Images whose answers have similar probabilities.
   *
   * @param images number of them
   * @param confidence mean probability of the answers
   * @param accuracy share of correct answers
   */
  public record Bin(int images, double confidence, double accuracy) {}

  /**
   * A class that is predicted in place of another.
   *
   * @param label the images' label
   * @param answer the predicted class
   * @param images number of them
   */
  public record Confused(String label, String answer, int images) {}

  /**
   * A wrong answer.
   *
   * @param imageId which
   * @param label its label
   * @param answer the predicted class
   * @param probability the probability of the answer
   * @param labelProbability probability of the label
   */
  public record Mistake(
      String imageId, String label, String answer, double probability, double labelProbability) {}
}
