package dev.weft.gateway.http.evaluations;

import dev.weft.base.WilsonInterval;
import dev.weft.evaluation.Comparison;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.PairedDifference;
import dev.weft.evaluation.PrecisionRecallCurve;
import dev.weft.evaluation.Tag;
import dev.weft.evaluation.ThresholdFigures;
import dev.weft.evaluation.TopScores;
import dev.weft.evaluation.VersionEvaluation;
import dev.weft.gateway.http.rollouts.VersionFiguresJson.ShareJson;
import dev.weft.gateway.rollouts.Share;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Evaluation of a version on images that were held out of its training. */
@Schema(name = "Evaluation")
public record EvaluationJson(
    @Schema(examples = "clothing") String model,
    @Schema(
            nullable = true,
            description = "Evaluated version; null if the training did not publish its version.")
        Integer version,
    String trainingId,
    @Schema(
            description =
                "Number of cross-validation folds in which the images were held out; 0 if they are"
                    + " the test split.")
        int folds,
    @Schema(description = "Number of held-out images.") int heldOut,
    @Schema(
            description =
                "Number of held-out images with stored predictions: all of them, or a sample of"
                    + " 10000.")
        int images,
    @Schema(
            description =
                "Maximum number of classes stored per prediction. Average precision is exact if"
                    + " this is the number of classes.")
        int top,
    @Schema(
            description =
                "Confidence threshold, 0 to 1. An image whose most probable class is less probable"
                    + " than this counts as not answered.")
        double threshold,
    @Schema(
            nullable = true,
            description = "Slice to which the metrics are restricted; null for all images.")
        SliceJson slice,
    @Schema(description = "Classes of the version.") List<String> classes,
    @Schema(description = "Micro average over all classes.") FiguresAtJson overall,
    @Schema(description = "Metrics per class, in the order of `classes`.")
        List<ClassFiguresJson> byClass,
    CurveJson curve,
    @Schema(
            description =
                "Nonzero cells of the confusion matrix, by label and predicted class. `answer` is"
                    + " null for images that are not answered.")
        List<CellJson> confusion,
    @Schema(description = "Micro average per slice, one for each tag of the images.")
        List<SliceFiguresJson> slices,
    @Schema(
            nullable = true,
            description = "Comparison with the version given in `against`; null if none was given.")
        ComparisonJson comparison,
    @Schema(
            nullable = true,
            description = "Metrics at each threshold; null if they were not requested.")
        EvaluationStepsJson steps) {

  /** A tag. */
  @Schema(name = "EvaluationSlice")
  public record SliceJson(
      String key,
      @Schema(
              nullable = true,
              description = "Value of the tag; null for all other values of the key.")
          String value) {
    static SliceJson of(Tag tag) {
      return tag == null ? null : new SliceJson(tag.key(), tag.value());
    }
  }

  /** A value with its 95 % confidence interval. */
  @Schema(name = "Estimate")
  public record EstimateJson(double value, double low, double high) {
    static EstimateJson of(WilsonInterval interval) {
      return interval == null
          ? null
          : new EstimateJson(interval.share(), interval.low(), interval.high());
    }
  }

  /** Figures at the threshold. */
  @Schema(name = "EvaluationFigures")
  public record FiguresAtJson(
      int images,
      @Schema(description = "Fraction of the answered images that are predicted correctly.")
          ShareJson precision,
      @Schema(description = "Fraction of all images that are predicted correctly.")
          ShareJson recall,
      @Schema(
              nullable = true,
              description = "F1 score; null if there are no answered images or no images.")
          EstimateJson f1,
      @Schema(
              nullable = true,
              description = "Average precision, 0 to 1, independent of the threshold.")
          Double averagePrecision) {
    static FiguresAtJson of(ThresholdFigures figures, PrecisionRecallCurve curve) {
      return new FiguresAtJson(
          figures.images(),
          precisionOf(figures),
          recallOf(figures),
          EstimateJson.of(figures.microF1()),
          curve == null ? null : curve.averagePrecision());
    }
  }

  /** A class's figures at the threshold. */
  @Schema(name = "EvaluationClass")
  public record ClassFiguresJson(
      String name,
      @Schema(description = "Number of images with this label.") int images,
      @Schema(description = "Fraction of the predictions of this class that are correct.")
          ShareJson precision,
      @Schema(description = "Fraction of the images of this class that are predicted correctly.")
          ShareJson recall,
      @Schema(
              nullable = true,
              description = "F1 score; null if there are no predictions or no images.")
          EstimateJson f1,
      @Schema(
              nullable = true,
              description =
                  "Average precision, 0 to 1, independent of the threshold; null if there are no"
                      + " images.")
          Double averagePrecision) {}

  /** A slice's figures at the threshold. */
  @Schema(name = "EvaluationSliceFigures")
  public record SliceFiguresJson(
      String key,
      @Schema(
              nullable = true,
              description = "Value of the tag; null for all other values of the key.")
          String value,
      int images,
      ShareJson precision,
      ShareJson recall,
      @Schema(nullable = true) EstimateJson f1) {}

  /** A precision-recall curve. */
  @Schema(name = "PrecisionRecallCurve")
  public record CurveJson(
      @Schema(nullable = true, description = "Class of the curve; null for all classes combined.")
          String label,
      @Schema(description = "Points of the curve, from the highest threshold to the lowest.")
          List<PointJson> points) {}

  /** A point of a curve. */
  @Schema(name = "PrecisionRecallPoint")
  public record PointJson(double threshold, double precision, double recall) {}

  /** A cell of the confusion matrix. */
  @Schema(name = "ConfusionCell")
  public record CellJson(
      String label,
      @Schema(
              nullable = true,
              description = "Predicted class; null if the images are not answered.")
          String answer,
      int images) {}

  /** Two versions on the same images. */
  @Schema(name = "EvaluationComparison")
  public record ComparisonJson(
      @Schema(description = "Version to which this one is compared.") int version,
      @Schema(
              description =
                  "Origin of the compared predictions. `judged-together`: the training of one"
                      + " version also evaluated the other, which was serving at the time."
                      + " `held-out-of-both`: each version was evaluated by its own training.",
              enumeration = {"judged-together", "held-out-of-both"})
          String basis,
      int images,
      @Schema(
              description =
                  "Number of common images left out because only one of the two versions knows"
                      + " their class.")
          int leftOut,
      @Schema(description = "Metrics of this version on the compared images.")
          FiguresAtJson figures,
      @Schema(description = "Metrics of the other version on the compared images.")
          FiguresAtJson others,
      @Schema(description = "Number of images that only this version predicts correctly.") int won,
      @Schema(description = "Number of images that only the other version predicts correctly.")
          int lost,
      @Schema(
              description =
                  "Recall of this version minus recall of the other, with its paired 95 %"
                      + " confidence interval.")
          EstimateJson difference,
      List<ClassComparisonJson> byClass) {
    static ComparisonJson of(int version, Comparison comparison, int threshold) {
      PairedDifference difference = comparison.differences(threshold)[0];
      List<ClassComparisonJson> byClass = new ArrayList<>();
      comparison
          .byClass(threshold)
          .forEach((name, at) -> byClass.add(ClassComparisonJson.of(name, at[0])));
      return new ComparisonJson(
          version,
          comparison.basis() == Comparison.Basis.JUDGED_TOGETHER
              ? "judged-together"
              : "held-out-of-both",
          comparison.images(),
          comparison.leftOut(),
          FiguresAtJson.of(comparison.first(threshold)[0], null),
          FiguresAtJson.of(comparison.second(threshold)[0], null),
          difference.won(),
          difference.lost(),
          EstimateJson.of(difference.difference()),
          byClass);
    }
  }

  /** A class of two versions on the same images. */
  @Schema(name = "EvaluationClassComparison")
  public record ClassComparisonJson(
      String name, int images, int won, int lost, EstimateJson difference) {
    static ClassComparisonJson of(String name, PairedDifference difference) {
      return new ClassComparisonJson(
          name,
          difference.images(),
          difference.won(),
          difference.lost(),
          EstimateJson.of(difference.difference()));
    }
  }

  static ShareJson precisionOf(ThresholdFigures figures) {
    return ShareJson.of(new Share(figures.right(), figures.answered()));
  }

  static ShareJson recallOf(ThresholdFigures figures) {
    return ShareJson.of(new Share(figures.right(), figures.images()));
  }

  /**
   * Converts an evaluation.
   *
   * @param version null if the training's version was not published
   * @param against the other version; null for none
   * @param comparison with it; null for none
   */
  static EvaluationJson of(
      EvaluationSet answers,
      Integer version,
      EvaluationQuery query,
      Integer against,
      Comparison comparison) {
    Tag tag = query.sliceOf(answers);
    VersionEvaluation all = VersionEvaluation.of(answers);
    VersionEvaluation evaluation = tag == null ? all : all.slice(tag);
    int threshold = TopScores.threshold(query.threshold());
    int of = query.classOf(answers);
    List<PrecisionRecallCurve> curves = evaluation.curves();
    PrecisionRecallCurve overall = evaluation.curve();
    return new EvaluationJson(
        answers.model(),
        version,
        answers.trainingId(),
        answers.folds(),
        answers.heldOut(),
        answers.images().size(),
        answers.top(),
        query.threshold(),
        SliceJson.of(tag),
        answers.classes(),
        FiguresAtJson.of(evaluation.overall(threshold)[0], overall),
        classes(answers.classes(), evaluation.classes(threshold), curves),
        curve(of < 0 ? null : answers.classes().get(of), of < 0 ? overall : curves.get(of)),
        confusion(answers.classes(), evaluation, threshold),
        slices(all, threshold),
        comparison == null ? null : ComparisonJson.of(against, comparison, threshold),
        query.wantsThresholds()
            ? EvaluationStepsJson.of(answers, evaluation, all, comparison)
            : null);
  }

  private static List<ClassFiguresJson> classes(
      List<String> names, List<ThresholdFigures[]> figures, List<PrecisionRecallCurve> curves) {
    List<ClassFiguresJson> classes = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      ThresholdFigures at = figures.get(c)[0];
      classes.add(
          new ClassFiguresJson(
              names.get(c),
              at.images(),
              precisionOf(at),
              recallOf(at),
              EstimateJson.of(at.f1()),
              curves.get(c).averagePrecision()));
    }
    return classes;
  }

  private static CurveJson curve(String name, PrecisionRecallCurve curve) {
    return new CurveJson(
        name,
        curve.points().stream()
            .map(point -> new PointJson(point.threshold(), point.precision(), point.recall()))
            .toList());
  }

  private static List<CellJson> confusion(
      List<String> names, VersionEvaluation evaluation, int threshold) {
    List<CellJson> cells = new ArrayList<>();
    int[] unanswered = new int[names.size()];
    evaluation
        .confusion(0, threshold)
        .forEach(
            cell -> {
              int answered = cell.images()[1];
              unanswered[cell.label()] += cell.images()[0] - answered;
              if (answered > 0) {
                cells.add(
                    new CellJson(names.get(cell.label()), names.get(cell.answer()), answered));
              }
            });
    for (int c = 0; c < unanswered.length; c++) {
      if (unanswered[c] > 0) {
        cells.add(new CellJson(names.get(c), null, unanswered[c]));
      }
    }
    return cells;
  }

  private static List<SliceFiguresJson> slices(VersionEvaluation all, int threshold) {
    return all.slices(threshold).stream()
        .map(
            slice -> {
              ThresholdFigures at = slice.figures()[0];
              return new SliceFiguresJson(
                  slice.tag().key(),
                  slice.tag().value(),
                  at.images(),
                  precisionOf(at),
                  recallOf(at),
                  EstimateJson.of(at.microF1()));
            })
        .toList();
  }
}
