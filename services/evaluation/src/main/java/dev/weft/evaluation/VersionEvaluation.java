package dev.weft.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics of a version's held-out answers, or of a slice of them. All are computed from the answers
 * on demand, so that nothing is stored whose size is quadratic in the number of classes.
 */
public final class VersionEvaluation {
  private final EvaluationSet answers;
  private final List<EvaluatedImage> images;

  private VersionEvaluation(EvaluationSet answers, List<EvaluatedImage> images) {
    this.answers = answers;
    this.images = images;
  }

  /** Creates the evaluation of all images. */
  public static VersionEvaluation of(EvaluationSet answers) {
    return new VersionEvaluation(answers, answers.images());
  }

  /**
   * Restricts the evaluation to images with a tag; empty if there are none.
   *
   * @param tag a slice of the answers
   */
  public VersionEvaluation slice(Tag tag) {
    int place = answers.tags().indexOf(tag);
    return new VersionEvaluation(
        answers, images.stream().filter(image -> image.tags().contains(place)).toList());
  }

  /** Number of images. */
  public int images() {
    return images.size();
  }

  /**
   * Returns the figures of all classes together (micro average).
   *
   * @param thresholds thresholds as scores, ascending
   */
  public ThresholdFigures[] overall(int... thresholds) {
    return overall(images, thresholds);
  }

  private static ThresholdFigures[] overall(List<EvaluatedImage> images, int[] thresholds) {
    var counts = new ThresholdCounts(thresholds);
    for (EvaluatedImage image : images) {
      counts.image();
      counts.answer(image.scores().confidence(), image.scores().answer() == image.label());
    }
    return counts.figures();
  }

  /**
   * Returns the figures of each class, in the order of the classes.
   *
   * @param thresholds thresholds as scores, ascending
   */
  public List<ThresholdFigures[]> classes(int... thresholds) {
    ThresholdCounts[] counts = new ThresholdCounts[answers.classes().size()];
    Arrays.setAll(counts, c -> new ThresholdCounts(thresholds));
    for (EvaluatedImage image : images) {
      counts[image.label()].image();
      int answer = image.scores().answer();
      counts[answer].answer(image.scores().confidence(), answer == image.label());
    }
    return Arrays.stream(counts).map(ThresholdCounts::figures).toList();
  }

  /** Returns the precision-recall curve of all classes together (micro average). */
  public PrecisionRecallCurve curve() {
    var scores = new PrecisionRecallCurve.Builder();
    for (EvaluatedImage image : images) {
      for (int i = 0; i < image.scores().size(); i++) {
        scores.add(image.scores().scoreAt(i), image.scores().classAt(i) == image.label());
      }
    }
    return scores.curve(images.size(), (long) images.size() * answers.classes().size());
  }

  /** Returns the precision-recall curve of each class, in the order of the classes. */
  public List<PrecisionRecallCurve> curves() {
    int known = answers.classes().size();
    PrecisionRecallCurve.Builder[] scores = new PrecisionRecallCurve.Builder[known];
    Arrays.setAll(scores, c -> new PrecisionRecallCurve.Builder());
    int[] shown = new int[known];
    for (EvaluatedImage image : images) {
      shown[image.label()]++;
      for (int i = 0; i < image.scores().size(); i++) {
        int at = image.scores().classAt(i);
        scores[at].add(image.scores().scoreAt(i), at == image.label());
      }
    }
    List<PrecisionRecallCurve> curves = new ArrayList<>();
    for (int c = 0; c < known; c++) {
      curves.add(scores[c].curve(shown[c], images.size()));
    }
    return curves;
  }

  /**
   * Returns the confusion matrix: the cells that are not empty at threshold 0, by label and answer.
   * Images that a higher threshold removes from a row are not answered.
   *
   * @param thresholds thresholds as scores, ascending
   */
  public List<ConfusionCell> confusion(int... thresholds) {
    Map<Long, int[]> cells = new TreeMap<>();
    for (EvaluatedImage image : images) {
      long cell = (long) image.label() << Integer.SIZE | image.scores().answer();
      int[] counts = cells.computeIfAbsent(cell, empty -> new int[thresholds.length]);
      int met = ThresholdCounts.met(thresholds, image.scores().confidence());
      for (int i = 0; i < met; i++) {
        counts[i]++;
      }
    }
    List<ConfusionCell> confusion = new ArrayList<>();
    cells.forEach(
        (cell, counts) ->
            confusion.add(
                new ConfusionCell((int) (cell >> Integer.SIZE), cell.intValue(), counts)));
    return confusion;
  }

  /**
   * Figures of a slice.
   *
   * @param tag the slice's tag
   * @param figures the figures of all classes together, by threshold
   */
  public record Slice(Tag tag, ThresholdFigures[] figures) {}

  /**
   * Returns the figures of all classes together for each non-empty slice, in the order of the tags.
   *
   * @param thresholds thresholds as scores, ascending
   */
  public List<Slice> slices(int... thresholds) {
    ThresholdCounts[] counts = new ThresholdCounts[answers.tags().size()];
    Arrays.setAll(counts, t -> new ThresholdCounts(thresholds));
    for (EvaluatedImage image : images) {
      for (int tag : image.tags()) {
        counts[tag].image();
        counts[tag].answer(image.scores().confidence(), image.scores().answer() == image.label());
      }
    }
    List<Slice> slices = new ArrayList<>();
    for (int t = 0; t < counts.length; t++) {
      Slice slice = new Slice(answers.tags().get(t), counts[t].figures());
      if (slice.figures().length > 0 && slice.figures()[0].images() > 0) {
        slices.add(slice);
      }
    }
    return slices;
  }
}
