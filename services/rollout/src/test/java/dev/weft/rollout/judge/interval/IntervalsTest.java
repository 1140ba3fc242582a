package dev.weft.rollout.judge.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.LabelShift;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares each interval with published values, and tests edge cases. */
class IntervalsTest {

  private static final double Z = NormalQuantile.ofTwoSides(0.95);

  /** Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void aShareHasWilsonsInterval(long counted, long all, double low, double high) {
    assertInterval(Proportion.of(counted, all, Z), (double) counted / all, low, high);
  }

  @Test
  void aMeanHasTheNormalInterval() {
    Moments moments = Moments.NONE;
    for (int i = 1; i <= 100; i++) {
      moments = moments.plus(i);
    }

    // The standard deviation of 1..100 is 29.011.
    assertInterval(Mean.of(moments, Z), 50.5, 50.5 - 1.96 * 2.9011, 50.5 + 1.96 * 2.9011);
    assertThat(Mean.of(Moments.NONE.plus(3), Z).high()).isInfinite();
    assertThat(Mean.of(Moments.NONE, Z).isKnown()).isFalse();
  }

  @Test
  void aShiftOfLabelsIsThePopulationStabilityIndex() {
    Map<String, Long> live = Map.of("hat", 5_000_000_000L, "shirt", 5_000_000_000L);
    Map<String, Long> reference = Map.of("hat", 9_000_000_000L, "shirt", 1_000_000_000L);

    // 0.4 ln 1.8 + 0.4 ln 5
    assertInterval(LabelShift.of(live, reference, 0.95), 0.8789, 0.8789, 0.8789);
    assertInterval(LabelShift.of(reference, reference, 0.95), 0, 0, 0);
  }

  @Test
  void aLabelThatOneSideLacksIsAShiftAndNoInfinity() {
    Interval shift = LabelShift.of(Map.of("hat", 100L, "cap", 100L), Map.of("hat", 200L), 0.95);

    assertThat(shift.low()).isPositive();
    assertThat(shift.high()).isFinite();
    assertThat(LabelShift.of(Map.of(), Map.of("hat", 200L), 0.95).isKnown()).isFalse();
  }

  @Test
  void nothingMeasuredIsUnknown() {
    assertThat(Proportion.of(0, 0, Z).isKnown()).isFalse();
  }

  private static void assertInterval(Interval interval, double value, double low, double high) {
    assertThat(interval.value()).isCloseTo(value, within(1e-4));
    assertThat(interval.low()).isCloseTo(low, within(1e-3));
    assertThat(interval.high()).isCloseTo(high, within(1e-3));
  }
}
