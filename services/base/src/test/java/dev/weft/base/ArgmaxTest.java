package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgmaxTest {

  @Test
  void isTheIndexOfTheLargestValue() {
    assertThat(Argmax.of(new float[] {-3, -1, -2})).isEqualTo(1);
    assertThat(Argmax.of(new double[] {-3, -2, -1})).isEqualTo(2);
    assertThat(Argmax.of(new float[] {7})).isZero();
  }

  @Test
  void isTheFirstOfSeveralLargest() {
    assertThat(Argmax.of(new float[] {0, 5, 5})).isEqualTo(1);
    assertThat(Argmax.of(new double[] {5, 0, 5})).isZero();
  }
}
