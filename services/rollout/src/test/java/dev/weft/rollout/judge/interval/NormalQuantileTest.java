package dev.weft.rollout.judge.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalQuantileTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.6, 0.253347103135800",
    "0.9, 1.281551565544600",
    "0.95, 1.644853626951473",
    "0.975, 1.959963984540054",
    "0.995, 2.575829303548901",
    "0.9999, 3.719016485455709",
    "1e-10, -6.361340902404056",
    "1e-20, -9.262340089798408"
  })
  void itIsWhatTablesSay(double probability, double quantile) {
    assertThat(NormalQuantile.of(probability)).isCloseTo(quantile, within(1e-12));
  }

  @Test
  void bothSidesAreAlike() {
    assertThat(NormalQuantile.of(0.025)).isEqualTo(-NormalQuantile.of(0.975), within(1e-14));
    assertThat(NormalQuantile.ofTwoSides(0.95)).isEqualTo(NormalQuantile.of(0.975));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void whatIsNoProbabilityIsRefused(double probability) {
    assertThatThrownBy(() -> NormalQuantile.of(probability))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(probability));
  }
}
