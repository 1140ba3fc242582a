package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final float[] HAT = {.9f, .1f};
  private static final float[] SHIRT = {.3f, .7f};
  private static final List<String> TWO = List.of("hat", "shirt");

  /** Four hats: both versions are right, only the first, only the second, neither. */
  private static final EvaluationSet TOGETHER =
      Examples.answers(
          TWO,
          new EvaluationSet.Serving(3, List.of("shirt", "hat")),
          List.of(
              pair("a", HAT, new float[] {.2f, .8f}),
              pair("b", HAT, new float[] {.8f, .2f}),
              pair("c", SHIRT, new float[] {.2f, .8f}),
              pair("d", SHIRT, new float[] {.6f, .4f})));

  private static EvaluatedImage pair(String id, float[] now, float[] served) {
    return new EvaluatedImage(
        id, 0, TopScores.of(now, 2), TopScores.of(served, 2), List.of(id.equals("a") ? 0 : 1));
  }

  @Test
  void versionsThatWereJudgedTogetherAreComparedByClassName() {
    Comparison comparison = Comparison.of(TOGETHER, 4, null, 3, null);
    assertThat(comparison.basis()).isEqualTo(Comparison.Basis.JUDGED_TOGETHER);
    assertThat(comparison.differences(0)).containsExactly(new PairedDifference(1, 1, 1, 1));
    assertThat(comparison.first(0)).containsExactly(new ThresholdFigures(4, 4, 2));
    assertThat(comparison.second(0)).containsExactly(new ThresholdFigures(4, 4, 2));
    assertThat(comparison.byClass(0)).containsOnlyKeys("hat");
  }

  @Test
  void whoeverIsAskedAboutFirstIsFirst() {
    EvaluationSet older = Examples.answers(TWO, null, List.of(Examples.image("z", 0, HAT)));
    Comparison comparison = Comparison.of(older, 3, TOGETHER, 4, null);
    assertThat(comparison.images()).isEqualTo(4);
    // The serving version's right predictions have a confidence of 0.8, below the threshold.
    assertThat(comparison.differences(TopScores.threshold(.85)))
        .containsExactly(new PairedDifference(0, 0, 2, 2));
  }

  @Test
  void anAnswerBelowTheThresholdIsNotRight() {
    assertThat(Comparison.of(TOGETHER, 4, null, 3, null).differences(TopScores.threshold(.85)))
        .containsExactly(new PairedDifference(0, 2, 0, 2));
  }

  @Test
  void otherVersionsAreComparedByImagesThatWereHeldOutOfBoth() {
    EvaluationSet first =
        Examples.answers(
            TWO, null, List.of(Examples.image("a", 0, HAT), Examples.image("b", 0, SHIRT)));
    EvaluationSet second =
        Examples.answers(
            TWO, null, List.of(Examples.image("b", 0, HAT), Examples.image("c", 0, HAT)));
    Comparison comparison = Comparison.of(first, 4, second, 2, null);
    assertThat(comparison.basis()).isEqualTo(Comparison.Basis.HELD_OUT_OF_BOTH);
    assertThat(comparison.differences(0)).containsExactly(new PairedDifference(0, 0, 1, 0));
  }

  @Test
  void imagesOfAClassThatOnlyOneKnowsAreLeftOut() {
    EvaluationSet second = Examples.answers(List.of("shirt"), null, onlyShirts("a", "b", "c"));
    EvaluationSet first =
        Examples.answers(
            TWO, null, List.of(Examples.image("a", 0, HAT), Examples.image("b", 1, SHIRT)));
    Comparison comparison = Comparison.of(first, 4, second, 2, null);
    assertThat(comparison.images()).isEqualTo(1);
    assertThat(comparison.leftOut()).isEqualTo(1);
  }

  private static List<EvaluatedImage> onlyShirts(String... ids) {
    return IntStream.range(0, ids.length)
        .mapToObj(i -> Examples.image(ids[i], 0, new float[] {1}))
        .toList();
  }

  @Test
  void aSliceIsComparedAlone() {
    Comparison comparison = Comparison.of(TOGETHER, 4, null, 3, Examples.DOOR);
    assertThat(comparison.differences(0)).containsExactly(new PairedDifference(1, 0, 0, 0));
  }

  @Test
  void versionsWithoutAnImageInCommonHaveNothingToCompare() {
    EvaluationSet first = Examples.answers(TWO, null, List.of(Examples.image("a", 0, HAT)));
    EvaluationSet second = Examples.answers(TWO, null, List.of(Examples.image("b", 0, HAT)));
    assertThat(Comparison.of(first, 4, second, 2, null).images()).isZero();
    assertThat(Comparison.of(first, 4, null, 2, null).images()).isZero();
  }
}
