package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopScoresTest {

  @Test
  void theMostProbableClassesAreKeptInTheirOrder() {
    TopScores top = TopScores.of(new float[] {.1f, .5f, .3f, .1f}, 3);
    assertThat(top).isEqualTo(new TopScores(new int[] {1, 2, 0}, new int[] {50000, 30000, 10000}));
  }

  @Test
  void whatRoundsToNothingIsNotKept() {
    assertThat(TopScores.of(new float[] {.000004f, .999996f}, 2).size()).isEqualTo(1);
  }

  @Test
  void theAnswerIsKeptHoweverManyClassesShareTheProbability() {
    float[] even = new float[300_000];
    java.util.Arrays.fill(even, 1f / even.length);
    TopScores top = TopScores.of(even, 5);
    assertThat(top.answer()).isZero();
    assertThat(top.confidence()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.07, 0.29, 0.57, 0.58, 0.99, 1})
  void aProbabilityMeetsAThresholdThatIsWrittenAsItIs(double share) {
    assertThat(TopScores.threshold(share)).isEqualTo((int) Math.round(share * TopScores.ONE));
  }

  @Test
  void aThresholdLiesBetweenNothingAndOne() {
    assertThatThrownBy(() -> TopScores.threshold(1.2)).hasMessageContaining("1.2");
    assertThatThrownBy(() -> TopScores.threshold(Double.NaN)).hasMessageContaining("NaN");
  }
}
