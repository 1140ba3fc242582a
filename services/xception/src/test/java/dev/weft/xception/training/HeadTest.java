package dev.weft.xception.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.xception.Starter;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTest {
  private static final int N = 32;

  @Test
  void learnsWhatItIsShown() {
    int[] labels = labels();
    try (Head head = Head.fresh(Starter.weights(), 4, TrainingOptions.of(1e-2, 1), 0)) {
      double first = head.fit(features(labels), labels, null);
      for (int step = 0; step < 50; step++) {
        head.fit(features(labels), labels, null);
      }

      assertThat(head.fit(features(labels), labels, null)).isLessThan(first / 5);
      float[][] rows = head.probabilities(features(labels), N);
      for (int i = 0; i < N; i++) {
        assertThat(rows[i][labels[i]]).isGreaterThan(0.5f);
      }
    }
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(train(7)).isEqualTo(train(7)).isNotEqualTo(train(8));
  }

  @Test
  void keepsTheBase() {
    try (Head head = Head.fresh(Starter.weights(), 4, TrainingOptions.of(1e-2, 1), 0)) {
      Weights weights = head.weights();

      assertThat(weights.classes()).hasValue(4);
      assertThat(weights.get("block1_conv1/kernel"))
          .isSameAs(Starter.weights().get("block1_conv1/kernel"));
    }
  }

  private static FloatBuffer train(long seed) {
    int[] labels = labels();
    TrainingOptions options = new TrainingOptions(1e-3, 0.1, 0.3, seed);
    try (Head head = Head.fresh(Starter.weights(), 4, options, 0)) {
      for (int step = 0; step < 5; step++) {
        head.fit(features(labels), labels, null);
      }
      return head.weights().get("predictions/kernel").values();
    }
  }

  private static int[] labels() {
    int[] labels = new int[N];
    for (int i = 0; i < N; i++) {
      labels[i] = i % 4;
    }
    return labels;
  }

  private static FloatBuffer features(int[] labels) {
    Random random = new Random(2);
    float[] values = new float[N * Xception.FEATURES];
    for (int i = 0; i < values.length; i++) {
      boolean own = i % 4 == labels[i / Xception.FEATURES];
      values[i] = random.nextFloat() + (own ? 0.2f : 0);
    }
    return FloatBuffer.wrap(values);
  }
}
