package dev.weft.gateway.http.evaluations;

import dev.weft.base.WilsonInterval;
import dev.weft.evaluation.Comparison;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.PairedDifference;
import dev.weft.evaluation.ThresholdFigures;
import dev.weft.evaluation.TopScores;
import dev.weft.evaluation.VersionEvaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An evaluation's figures at each threshold from 0 to 1 in steps of 0.01: 101 values per list. */
@Schema(name = "EvaluationSteps")
public record EvaluationStepsJson(
    ColumnsJson overall,
    @Schema(description = "Metrics of the 100 classes with the most images.")
        List<ClassStepsJson> classes,
    @Schema(description = "Metrics of the 50 slices with the most images.")
        List<SliceStepsJson> slices,
    @Schema(description = "All cells of the confusion matrix that are nonzero at a threshold of 0.")
        List<CellStepsJson> confusion,
    @Schema(nullable = true) ComparisonStepsJson comparison) {

  private static final int STEPS = 100;
  private static final int CLASSES = 100;
  private static final int SLICES = 50;
  private static final int[] THRESHOLDS =
      IntStream.rangeClosed(0, STEPS).map(step -> step * (TopScores.ONE / STEPS)).toArray();

  /** Figures by threshold, with the ends of their 95 % confidence intervals. */
  @Schema(
      name = "EvaluationColumns",
      description = "Metrics at each of the 101 thresholds; null where a metric is undefined.")
  public record ColumnsJson(
      int images,
      List<Integer> answered,
      List<Integer> right,
      List<Double> precision,
      List<Double> precisionLow,
      List<Double> precisionHigh,
      List<Double> recall,
      List<Double> recallLow,
      List<Double> recallHigh,
      List<Double> f1,
      List<Double> f1Low,
      List<Double> f1High) {
    static ColumnsJson of(
        ThresholdFigures[] figures, Function<ThresholdFigures, WilsonInterval> f1) {
      return new ColumnsJson(
          figures[0].images(),
          Arrays.stream(figures).map(ThresholdFigures::answered).toList(),
          Arrays.stream(figures).map(ThresholdFigures::right).toList(),
          column(figures, ThresholdFigures::precision, WilsonInterval::share),
          column(figures, ThresholdFigures::precision, WilsonInterval::low),
          column(figures, ThresholdFigures::precision, WilsonInterval::high),
          column(figures, ThresholdFigures::recall, WilsonInterval::share),
          column(figures, ThresholdFigures::recall, WilsonInterval::low),
          column(figures, ThresholdFigures::recall, WilsonInterval::high),
          column(figures, f1, WilsonInterval::share),
          column(figures, f1, WilsonInterval::low),
          column(figures, f1, WilsonInterval::high));
    }
  }

  /** A class's figures by threshold. */
  @Schema(name = "EvaluationClassSteps")
  public record ClassStepsJson(String name, ColumnsJson columns) {}

  /** A slice's figures by threshold. */
  @Schema(name = "EvaluationSliceSteps")
  public record SliceStepsJson(
      String key,
      @Schema(
              nullable = true,
              description = "Value of the tag; null for all other values of the key.")
          String value,
      ColumnsJson columns) {}

  /** A cell's counts by threshold. */
  @Schema(name = "ConfusionCellSteps")
  public record CellStepsJson(
      String label,
      String answer,
      @Schema(
              description =
                  "Pairs of a threshold step and a number of images: that many images are answered"
                      + " at thresholds up to this step, and not answered above it.",
              examples = "[[87, 3], [99, 12]]")
          List<List<Integer>> lost) {}

  /** A comparison's figures by threshold. */
  @Schema(name = "EvaluationComparisonSteps")
  public record ComparisonStepsJson(
      ColumnsJson figures,
      ColumnsJson others,
      List<Integer> won,
      List<Integer> lost,
      List<Double> difference,
      List<Double> differenceLow,
      List<Double> differenceHigh) {
    static ComparisonStepsJson of(Comparison comparison) {
      PairedDifference[] pairs = comparison.differences(THRESHOLDS);
      return new ComparisonStepsJson(
          ColumnsJson.of(comparison.first(THRESHOLDS), ThresholdFigures::microF1),
          ColumnsJson.of(comparison.second(THRESHOLDS), ThresholdFigures::microF1),
          Arrays.stream(pairs).map(PairedDifference::won).toList(),
          Arrays.stream(pairs).map(PairedDifference::lost).toList(),
          column(pairs, PairedDifference::difference, WilsonInterval::share),
          column(pairs, PairedDifference::difference, WilsonInterval::low),
          column(pairs, PairedDifference::difference, WilsonInterval::high));
    }
  }

  static EvaluationStepsJson of(
      EvaluationSet answers,
      VersionEvaluation evaluation,
      VersionEvaluation all,
      Comparison comparison) {
    List<String> names = answers.classes();
    List<ThresholdFigures[]> classes = evaluation.classes(THRESHOLDS);
    List<ClassStepsJson> byClass =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparingInt(c -> -classes.get(c)[0].images()))
            .limit(CLASSES)
            .sorted()
            .map(
                c ->
                    new ClassStepsJson(
                        names.get(c), ColumnsJson.of(classes.get(c), ThresholdFigures::f1)))
            .toList();
    List<VersionEvaluation.Slice> slices = all.slices(THRESHOLDS);
    List<SliceStepsJson> bySlice =
        IntStream.range(0, slices.size())
            .boxed()
            .sorted(Comparator.comparingInt(s -> -slices.get(s).figures()[0].images()))
            .limit(SLICES)
            .sorted()
            .map(slices::get)
            .map(
                slice ->
                    new SliceStepsJson(
                        slice.tag().key(),
                        slice.tag().value(),
                        ColumnsJson.of(slice.figures(), ThresholdFigures::microF1)))
            .toList();
    List<CellStepsJson> confusion =
        evaluation.confusion(THRESHOLDS).stream()
            .map(
                cell ->
                    new CellStepsJson(
                        names.get(cell.label()), names.get(cell.answer()), lost(cell.images())))
            .toList();
    return new EvaluationStepsJson(
        ColumnsJson.of(evaluation.overall(THRESHOLDS), ThresholdFigures::microF1),
        byClass,
        bySlice,
        confusion,
        comparison == null ? null : ComparisonStepsJson.of(comparison));
  }

  private static List<List<Integer>> lost(int[] images) {
    List<List<Integer>> lost = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      int here = images[step] - (step == STEPS ? 0 : images[step + 1]);
      if (here > 0) {
        lost.add(List.of(step, here));
      }
    }
    return lost;
  }

  private static <T> List<Double> column(
      T[] rows, Function<T, WilsonInterval> interval, Function<WilsonInterval, Double> end) {
    List<Double> column = new ArrayList<>();
    for (T row : rows) {
      WilsonInterval found = interval.apply(row);
      // Four digits are enough for display, and take a third of the bytes.
      column.add(found == null ? null : Math.round(end.apply(found) * 1e4) / 1e4);
    }
    return column;
  }
}
