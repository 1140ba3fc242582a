package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionIntervalTest {

  @Test
  void liesAroundTheShare() {
    // Newcombe, 1998, Statistics in Medicine 17: 81 of 263.
    ProportionInterval interval = ProportionInterval.of(81, 263);
    assertThat(interval.low()).isCloseTo(0.2553, within(1e-4));
    assertThat(interval.high()).isCloseTo(0.3662, within(1e-4));
  }

  @Test
  void allOfFewIsNotCertain() {
    assertThat(ProportionInterval.of(3, 3).low()).isBetween(0.4, 0.5);
    assertThat(ProportionInterval.of(3, 3).high()).isEqualTo(1);
    assertThat(ProportionInterval.of(0, 0)).isEqualTo(new ProportionInterval(0, 1));
  }
}
