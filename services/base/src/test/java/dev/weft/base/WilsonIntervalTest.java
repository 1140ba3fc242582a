package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {

  @Test
  void isTheScoreInterval() {
    // The ends are the shares p0 with |p - p0| = z sqrt(p0 (1 - p0) / n).
    var interval = WilsonInterval.of(81, 263, WilsonInterval.Z_95);
    for (double end : new double[] {interval.low(), interval.high()}) {
      assertThat(Math.abs(81 / 263.0 - end))
          .isCloseTo(WilsonInterval.Z_95 * Math.sqrt(end * (1 - end) / 263), within(1e-12));
    }
    assertThat(interval.share()).isEqualTo(81 / 263.0);
  }

  @Test
  void isNoPointWhereNothingOrEverythingWasCounted() {
    assertThat(WilsonInterval.of(0, 10, WilsonInterval.Z_95).low()).isZero();
    assertThat(WilsonInterval.of(0, 10, WilsonInterval.Z_95).high()).isBetween(0.2, 0.35);
    assertThat(WilsonInterval.of(10, 10, WilsonInterval.Z_95).high()).isEqualTo(1);
    assertThat(WilsonInterval.of(10, 10, WilsonInterval.Z_95).low()).isBetween(0.65, 0.8);
  }

  @Test
  void nothingOfNothingIsNoProportion() {
    assertThatThrownBy(() -> WilsonInterval.of(0, 0, 2)).hasMessage("0 of 0 is not a proportion");
    assertThatThrownBy(() -> WilsonInterval.of(3, 2, 2)).hasMessage("3 of 2 is not a proportion");
  }
}
