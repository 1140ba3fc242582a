package dev.weft.client.training;

import java.util.List;
import java.util.Map;

/**
 * The parts of a training's report that programs use. The whole report is for people and available
 * as JSON.
 *
 * @param folds the folds of the cross-validation that evaluated the version; 0 if it was evaluated
 *     on a test split
 * @param dataset the training's data set
 * @param moreLabels classes that need more labels, most urgent first
 * @param evaluations one of each version that was evaluated; the last one is the new version's
 * @param doubtfulLabels labels that are probably wrong, most doubtful first
 * @param lookAlikes groups of near-duplicate images
 * @param seconds duration of each phase, by its name
 * @param lineage what it started from; null if it did not start
 * @param uncertainty how often the version's answers are uncertain; null if it was not published or
 *     has no rules for it
 */
public record TrainingReport(
    int folds,
    DataSet dataset,
    List<MoreLabels> moreLabels,
    List<Judged> evaluations,
    List<DoubtfulLabel> doubtfulLabels,
    List<LookAlikes> lookAlikes,
    Map<String, Double> seconds,
    Lineage lineage,
    Uncertainty uncertainty) {

  /** An empty report. */
  public static final TrainingReport NONE =
      new TrainingReport(0, null, List.of(), List.of(), List.of(), List.of(), Map.of(), null, null);

  /**
   * The data set.
   *
   * @param leftOut images that were left out
   */
  public record DataSet(LeftOut leftOut) {}

  /**
   * Images that were left out of the training.
   *
   * @param byReason number of images by the reason's code, such as {@code too_few_in_class}
   * @param listed the first of them
   */
  public record LeftOut(Map<String, Integer> byReason, List<LeftOutImage> listed) {}

  /**
   * An image that was left out of the training.
   *
   * @param imageId the image's id
   * @param label its label
   * @param reason the code
   * @param detail the reason in words
   */
  public record LeftOutImage(String imageId, String label, String reason, String detail) {}

  /**
   * A class that needs more labels.
   *
   * @param label its name
   * @param images number of its images
   * @param more number of images that it still needs
   * @param reason why
   */
  public record MoreLabels(String label, int images, int more, String reason) {}

  /**
   * A version's evaluation.
   *
   * @param evaluation on images that it was not trained on
   */
  public record Judged(Evaluation evaluation) {}

  /**
   * Results of an evaluation.
   *
   * @param images number of images
   * @param accuracy share of correct predictions, 0..1
   * @param interval the interval of the accuracy, 95 %; null if there are no images
   * @param confused pairs of classes, the most frequent mistake first
   */
  public record Evaluation(
      int images, double accuracy, Interval interval, List<Confused> confused) {}

  /**
   * A confidence interval.
   *
   * @param low lower bound
   * @param high upper bound
   */
  public record Interval(double low, double high) {}

  /**
   * A pair of classes that the version confuses.
   *
   * @param label the images' label
   * @param answer the predicted label
   * @param images number of images
   */
  public record Confused(String label, String answer, int images) {}

  /**
   * A label that is probably wrong.
   *
   * @param imageId the image's id
   * @param label its label
   * @param likelier the more probable label
   * @param probability the probability of the more probable label, 0..1
   */
  public record DoubtfulLabel(String imageId, String label, String likelier, double probability) {}

  /**
   * Near-duplicate images.
   *
   * @param images their ids
   * @param labels their labels; several if they differ
   */
  public record LookAlikes(List<String> images, List<String> labels) {}

  /**
   * How often the version's answers are uncertain, on images that it was not trained on.
   *
   * @param images number of images of its classes
   * @param answered share of those whose answers are not uncertain, 0..1
   * @param unknownImages number of images of none of its classes; may be 0
   * @param unknownUncertain share of those whose answers are uncertain, 0..1
   */
  public record Uncertainty(
      int images, double answered, int unknownImages, double unknownUncertain) {}

  /**
   * What a training started from.
   *
   * @param from the base; null if it continued from a version
   * @param tried the bases that were compared, if there was a choice
   */
  public record Lineage(String from, List<TriedBase> tried) {}

  /**
   * A base that was tried.
   *
   * @param base the base
   * @param accuracy accuracy on held-out images, 0..1
   * @param images number of those images
   */
  public record TriedBase(String base, double accuracy, int images) {}

  /** Returns the last evaluation, which is the new version's; null if there is none. */
  public Evaluation evaluation() {
    return evaluations.isEmpty() ? null : evaluations.get(evaluations.size() - 1).evaluation();
  }
}
