package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

  @Test
  void probabilitiesAreAsTheLogitsDiffer() {
    assertThat(Softmax.of(new float[] {0, (float) Math.log(3)}))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-7));
    assertThat(Softmax.of(new float[] {5})).containsExactly(1);
  }

  @Test
  void noLogitIsTooLargeOrTooSmall() {
    assertThat(Softmax.of(new float[] {3e38f, -3e38f, 3e38f})).containsExactly(0.5, 0, 0.5);
  }

  @Test
  void aHigherTemperatureFlattensThem() {
    double[] logits = {1, 2, 4};

    double[] flat = Softmax.of(logits, 10);

    assertThat(DoubleStream.of(flat).sum()).isCloseTo(1, within(1e-12));
    assertThat(flat[2]).isLessThan(Softmax.of(logits, 1)[2]).isGreaterThan(flat[1]);
  }
}
