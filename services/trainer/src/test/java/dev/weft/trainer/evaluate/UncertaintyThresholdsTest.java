package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.trainer.evaluate.UncertaintyThresholds.Answered;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncertaintyThresholdsTest {
  private final Random random = new Random(7);

  private Answered images(int n, double score, double confidence) {
    double[] scores = new double[n];
    double[] confidences = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = score + random.nextGaussian();
      confidences[i] = Math.min(1, Math.max(0, confidence + random.nextGaussian() / 10));
    }
    return new Answered(scores, confidences);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 59, 100, 1000})
  void the_wanted_share_of_known_images_is_answered(int n) {
    UncertaintyThresholds chosen =
        UncertaintyThresholds.choose(images(n, 0, 0.8), Answered.NONE, 0.95);

    assertThat(chosen.answered()).isBetween(0.95, 0.95 + 2.0 / n);
    assertThat(chosen.images()).isEqualTo(n);
    assertThat(chosen.unknownImages()).isZero();
  }

  @Test
  void what_is_left_goes_where_it_tells_unknown_images_best() {
    Answered known = images(1000, 0, 0.8);

    UncertaintyThresholds byScore = UncertaintyThresholds.choose(known, images(200, 3, 0.8), 0.95);
    UncertaintyThresholds byConfidence =
        UncertaintyThresholds.choose(known, images(200, 0, 0.5), 0.95);

    assertThat(byScore.unknownUncertain()).isGreaterThan(0.8);
    assertThat(byConfidence.unknownUncertain()).isGreaterThan(0.8);
    assertThat(byScore.highestScore()).isLessThan(byConfidence.highestScore());
    assertThat(byScore.answered()).isGreaterThanOrEqualTo(0.95);
    assertThat(byConfidence.answered()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void images_that_are_all_the_same_are_all_answered() {
    double[] same = new double[50];
    Arrays.fill(same, 0.5);

    UncertaintyThresholds chosen =
        UncertaintyThresholds.choose(new Answered(same, same), Answered.NONE, 0.95);

    assertThat(chosen.answered()).isEqualTo(1);
  }

  @Test
  void a_few_images_are_too_few_to_choose_by() {
    assertThatThrownBy(() -> UncertaintyThresholds.choose(images(19, 0, 0.8), Answered.NONE, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("19");
  }
}
