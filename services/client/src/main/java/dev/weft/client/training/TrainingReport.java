package dev.weft.client.training;

import java.util.List;
import java.util.Map;

/**
 * What a training's trainer wrote down, as far as programs read it: the whole is for people, and
 * comes as JSON.
 *
 * @param folds each image was asked about by a head that had not learned it, so many; 0 where test
 *     images judged
 * @param dataset what it learned from
 * @param moreLabels where more labels would help, the most wanted first
 * @param evaluations of each version that was judged; the last is what was published
 * @param doubtfulLabels labels that are probably wrong, the most doubtful first
 * @param lookAlikes images that look the same
 * @param seconds that each phase took, by its name
 * @param lineage what it started from; null if it never started
 * @param uncertainty when the version is not to be relied on; null if it was not published, or does
 *     not say
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

  /** Nothing was written. */
  public static final TrainingReport NONE =
      new TrainingReport(0, null, List.of(), List.of(), List.of(), List.of(), Map.of(), null, null);

  /**
   * The images.
   *
   * @param leftOut what was not learned from
   */
  public record DataSet(LeftOut leftOut) {}

  /**
   * Images that were not learned from.
   *
   * @param byReason how many, by the reason's code, such as {@code too_few_in_class}
   * @param listed the first of them
   */
  public record LeftOut(Map<String, Integer> byReason, List<LeftOutImage> listed) {}

  /**
   * An image that was not learned from.
   *
   * @param imageId which
   * @param label what people say that it shows
   * @param reason the code
   * @param detail in words
   */
  public record LeftOutImage(String imageId, String label, String reason, String detail) {}

  /**
   * A class that more labels would help.
   *
   * @param label its name
   * @param images that it has
   * @param more that it should have
   * @param reason why
   */
  public record MoreLabels(String label, int images, int more, String reason) {}

  /**
   * A version and how it did.
   *
   * @param evaluation on images that it was not trained on
   */
  public record Judged(Evaluation evaluation) {}

  /**
   * How a version did.
   *
   * @param images that it was asked about
   * @param accuracy share that it was right about, 0..1
   * @param interval of the accuracy, 95 %; null if there are no images
   * @param confused pairs of classes, the most frequent mistake first
   */
  public record Evaluation(
      int images, double accuracy, Interval interval, List<Confused> confused) {}

  /**
   * An interval.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {}

  /**
   * A mistake.
   *
   * @param label what the images show
   * @param answer what was answered
   * @param images how often
   */
  public record Confused(String label, String answer, int images) {}

  /**
   * A label that is probably wrong.
   *
   * @param imageId whose
   * @param label what was said
   * @param likelier what it looks like
   * @param probability of that, 0..1
   */
  public record DoubtfulLabel(String imageId, String label, String likelier, double probability) {}

  /**
   * Images that look the same.
   *
   * @param images their ids
   * @param labels what was said of them; several if that differs
   */
  public record LookAlikes(List<String> images, List<String> labels) {}

  /**
   * How often the version is uncertain, by images that it had not learned from.
   *
   * @param images of its classes
   * @param answered share of those whose answers are not uncertain, 0..1
   * @param unknownImages of none of its classes; may be 0
   * @param unknownUncertain share of those whose answers are uncertain, 0..1
   */
  public record Uncertainty(
      int images, double answered, int unknownImages, double unknownUncertain) {}

  /**
   * What a training started from.
   *
   * @param from the base; null if it went on from a version
   * @param tried bases, where there was a choice
   */
  public record Lineage(String from, List<TriedBase> tried) {}

  /**
   * A base that was tried.
   *
   * @param base which
   * @param accuracy on images that were held back, 0..1
   * @param images that those were
   */
  public record TriedBase(String base, double accuracy, int images) {}

  /** What was judged last, which is what was published; null if nothing was. */
  public Evaluation evaluation() {
    return evaluations.isEmpty() ? null : evaluations.get(evaluations.size() - 1).evaluation();
  }
}
