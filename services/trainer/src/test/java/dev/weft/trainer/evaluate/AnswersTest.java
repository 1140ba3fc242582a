package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void eachImageCountsForItsMostProbableClass() {
    VersionAnswers answers =
        new VersionAnswers(
            List.of("dress", "hat", "shoes"),
            List.of(
                new float[] {0.1f, 0.7f, 0.2f},
                new float[] {0.5f, 0.3f, 0.2f},
                new float[] {0.3f, 0.4f, 0.3f}));

    assertThat(answers.predicted()).isEqualTo(Map.of("dress", 1L, "hat", 2L));
  }
}
