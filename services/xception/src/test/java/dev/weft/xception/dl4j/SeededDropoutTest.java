package dev.weft.xception.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededDropoutTest {

  private static final int LENGTH = 10_000;

  private final SeededDropout dropout = new SeededDropout(0.5, 7);

  @Test
  void theMaskOfAStepIsIndependentOfTheOneBefore() {
    float[] mask = dropout.draw(LENGTH, 3);
    float[] next = dropout.draw(LENGTH, 4);

    assertThat(equalShare(mask, 0, next)).isCloseTo(0.5, within(0.05));
    assertThat(equalShare(mask, 1, next)).isCloseTo(0.5, within(0.05));
  }

  @Test
  void theMaskOfAStepDependsOnItsSeedAndIterationOnly() {
    float[] mask = dropout.draw(LENGTH, 3);

    assertThat(new SeededDropout(0.5, 7).draw(LENGTH, 3)).isEqualTo(mask);
    assertThat(equalShare(mask, 0, new SeededDropout(0.5, 8).draw(LENGTH, 3)))
        .isCloseTo(0.5, within(0.05));
    assertThat(mask).containsOnly(0, 2);
  }

  /** How much of a mask, shifted to the left, is the same as another. */
  private static double equalShare(float[] mask, int shift, float[] other) {
    return IntStream.range(0, LENGTH - shift)
        .mapToDouble(k -> mask[k + shift] == other[k] ? 1 : 0)
        .average()
        .orElseThrow();
  }
}
