package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The six images of {@link Examples}, verified by hand; average precision as in scikit-learn 1.7.
 */
class VersionEvaluationTest {
  private static final double MICRO = .6982905982905983;
  private static final int HALF = TopScores.threshold(.5);
  private static final int HIGH = TopScores.threshold(.7);

  private final VersionEvaluation all = VersionEvaluation.of(Examples.answers());

  @Test
  void overallFiguresAreThoseOfAllAnswers() {
    assertThat(all.overall(0, HALF, HIGH, TopScores.ONE))
        .containsExactly(
            new ThresholdFigures(6, 6, 4),
            new ThresholdFigures(6, 5, 4),
            new ThresholdFigures(6, 3, 2),
            new ThresholdFigures(6, 0, 0));
  }

  @Test
  void anImageBelowTheThresholdIsNoAnswerOfAnyClass() {
    assertThat(all.classes(0))
        .extracting(at -> at[0])
        .containsExactly(
            new ThresholdFigures(1, 3, 1),
            new ThresholdFigures(3, 2, 2),
            new ThresholdFigures(2, 1, 1));
    assertThat(all.classes(HALF))
        .extracting(at -> at[0])
        .containsExactly(
            new ThresholdFigures(1, 2, 1),
            new ThresholdFigures(3, 2, 2),
            new ThresholdFigures(2, 1, 1));
    assertThat(all.classes(HIGH))
        .extracting(at -> at[0])
        .containsExactly(
            new ThresholdFigures(1, 2, 1),
            new ThresholdFigures(3, 1, 1),
            new ThresholdFigures(2, 0, 0));
  }

  @Test
  void averagePrecisionIsThatOfScikitLearn() {
    assertThat(all.curves())
        .extracting(PrecisionRecallCurve::averagePrecision)
        .containsExactly(.5, .8333333333333333, 1.0);
    assertThat(all.curve().averagePrecision()).isCloseTo(MICRO, within(1e-9));
  }

  @Test
  void theCurveOfAClassCountsEveryImageThatReachesTheThreshold() {
    assertThat(all.curves().get(1).points())
        .containsExactly(
            new PrecisionRecallCurve.Point(.8, 1, 1 / 3.0),
            new PrecisionRecallCurve.Point(.6, 1, 2 / 3.0),
            new PrecisionRecallCurve.Point(.35, 2 / 3.0, 2 / 3.0),
            new PrecisionRecallCurve.Point(.2, .5, 1));
  }

  @Test
  void aClassThatNoImageShowsHasNoCurve() {
    VersionEvaluation hats =
        VersionEvaluation.of(
            Examples.answers(Examples.CLASSES, null, Examples.images().subList(0, 1)));
    assertThat(hats.curves().get(2).averagePrecision()).isNull();
    assertThat(hats.curves().get(2).points()).isEmpty();
    assertThat(hats.classes(0).get(2)[0].recall()).isNull();
  }

  @Test
  void theConfusionMatrixHasOnlyCellsThatAreNotEmpty() {
    assertThat(all.confusion(0, HIGH))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new ConfusionCell(0, 0, new int[] {1, 1}),
            new ConfusionCell(1, 0, new int[] {1, 1}),
            new ConfusionCell(1, 1, new int[] {2, 1}),
            new ConfusionCell(2, 0, new int[] {1, 0}),
            new ConfusionCell(2, 2, new int[] {1, 0}));
  }

  @Test
  void slicesHaveTheirImages() {
    assertThat(all.slices(0))
        .extracting(VersionEvaluation.Slice::tag)
        .containsExactly(Examples.DOOR, Examples.OTHER_CAMERAS);
    assertThat(all.slices(0))
        .extracting(slice -> slice.figures()[0])
        .containsExactly(new ThresholdFigures(3, 3, 1), new ThresholdFigures(2, 2, 2));
  }

  @Test
  void aSliceIsEvaluatedAsTheWholeIs() {
    VersionEvaluation door = all.slice(Examples.DOOR);
    assertThat(door.images()).isEqualTo(3);
    assertThat(door.overall(HALF)).containsExactly(new ThresholdFigures(3, 2, 1));
    assertThat(all.slice(new Tag("camera", "roof")).images()).isZero();
  }

  @Test
  void thousandsOfClassesTakeOnlyWhatTheirImagesTake() {
    int classes = 5_000;
    Random random = new Random(7);
    List<EvaluatedImage> images = new ArrayList<>();
    for (int i = 0; i < EvaluationSet.MAX_IMAGES; i++) {
      int[] top = random.ints(0, classes).distinct().limit(EvaluationSet.LEAST_TOP).toArray();
      images.add(
          new EvaluatedImage(
              "i" + i,
              top[random.nextInt(2)],
              new TopScores(top, new int[] {50000, 20000, 10000, 5000, 100}),
              null,
              List.of()));
    }
    VersionEvaluation evaluation =
        VersionEvaluation.of(
            Examples.answers(
                IntStream.range(0, classes).mapToObj(c -> "c" + c).toList(), null, images));
    assertThat(evaluation.confusion(0)).hasSizeLessThanOrEqualTo(images.size());
    assertThat(evaluation.classes(0)).hasSize(classes);
    assertThat(evaluation.curve().points()).hasSizeLessThanOrEqualTo(PrecisionRecallCurve.MOST);
    assertThat(EvaluationSet.top(images.size(), classes)).isEqualTo(50);
    assertThat(EvaluationSet.top(1_000_000, classes)).isEqualTo(EvaluationSet.LEAST_TOP);
  }
}
