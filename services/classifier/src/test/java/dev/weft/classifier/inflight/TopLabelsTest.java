package dev.weft.classifier.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.image.Prediction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopLabelsTest {

  @Test
  void ordersByProbabilityAfterSoftmax() {
    var top = TopLabels.of(new float[] {1, 3, 2}, List.of("a", "b", "c"), 2);
    assertThat(top).extracting(Prediction::label).containsExactly("b", "c");
    assertThat(top.get(0).probability()).isCloseTo(0.66524, within(1e-5));
  }

  @Test
  void staysFiniteForLargeLogits() {
    var top = TopLabels.of(new float[] {1000, -1000}, List.of("a", "b"), 0);
    assertThat(top).extracting(Prediction::probability).containsExactly(1.0, 0.0);
  }

  @Test
  void givesAllOfAFewClassesAndFiveOfMany() {
    assertThat(TopLabels.of(new float[10], labels(10), 0)).hasSize(10);
    assertThat(TopLabels.of(new float[11], labels(11), 0)).hasSize(5);
    assertThat(TopLabels.of(new float[3], labels(3), 7)).hasSize(3);
  }

  @Test
  void refusesAnotherNumberOfLogits() {
    assertThatThrownBy(() -> TopLabels.of(new float[3], labels(2), 1))
        .hasMessageContaining("3 logits for 2 classes");
  }

  private static List<String> labels(int count) {
    return IntStream.range(0, count).mapToObj(i -> "label-" + i).toList();
  }
}
