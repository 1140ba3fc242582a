package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.model.ModelMeasured.Moments;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each interval against values that others have published, and at its ends. */
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
  void a_share_has_wilsons_interval(long counted, long all, double low, double high) {
    assertInterval(Proportion.of(counted, all, Z), (double) counted / all, low, high);
  }

  /** Newcombe, Statistics in Medicine 17, 1998, 873-890, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 10, 0, 20, 0.6791, 1",
    "10, 10, 0, 10, 0.6075, 1"
  })
  void a_difference_of_shares_has_newcombes_interval(
      long a, long ofA, long b, long ofB, double low, double high) {
    Interval difference = Mover.difference(Proportion.of(a, ofA, Z), Proportion.of(b, ofB, Z));

    assertInterval(difference, (double) a / ofA - (double) b / ofB, low, high);
  }

  @Test
  void a_ratio_with_a_zero_above_begins_at_zero_and_below_has_no_end() {
    Interval none = Proportion.of(0, 100, Z);
    Interval some = Proportion.of(20, 100, Z);

    Interval below = Mover.ratio(none, some);
    Interval above = Mover.ratio(some, none);
    Interval both = Mover.ratio(none, none);

    assertThat(below.low()).isZero();
    assertThat(below.high()).isBetween(0.1, 0.5);
    assertThat(above.low()).isBetween(2.0, 10.0);
    assertThat(above.high()).isInfinite();
    assertThat(both.value()).isNaN();
    assertThat(both.low()).isZero();
    assertThat(both.high()).isInfinite();
  }

  @Test
  void a_ratio_to_what_is_known_exactly_is_that_many_times_its_interval() {
    Interval half = new Interval(0.5, 0.5, 0.5);

    Interval ratio = Mover.ratio(new Interval(3, 2, 5), half);

    assertInterval(ratio, 6, 4, 10);
  }

  @Test
  void a_mean_has_the_normal_interval() {
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
  void a_median_of_a_hundred_lies_between_ranks_40_and_61() {
    Histogram values = Figures.histogram();
    for (int i = 1; i <= 100; i++) {
      values.recordValue(i);
    }

    assertInterval(Quantile.of(values, 0.5, 0.95), 50, 40, 61);
  }

  @Test
  void a_99th_percentile_has_no_upper_end_below_368_values() {
    Histogram values = Figures.histogram();
    values.recordValueWithCount(5, 367);
    assertThat(Quantile.of(values, 0.99, 0.95).high()).isInfinite();

    values.recordValue(5);

    assertInterval(Quantile.of(values, 0.99, 0.95), 5, 5, 5);
  }

  @Test
  void a_shift_of_labels_is_the_population_stability_index() {
    Map<String, Long> live = Map.of("hat", 5_000_000_000L, "shirt", 5_000_000_000L);
    Map<String, Long> reference = Map.of("hat", 9_000_000_000L, "shirt", 1_000_000_000L);

    // 0.4 ln 1.8 + 0.4 ln 5
    assertInterval(LabelShift.of(live, reference, 0.95), 0.8789, 0.8789, 0.8789);
    assertInterval(LabelShift.of(reference, reference, 0.95), 0, 0, 0);
  }

  @Test
  void a_label_that_one_side_lacks_is_a_shift_and_no_infinity() {
    Interval shift = LabelShift.of(Map.of("hat", 100L, "cap", 100L), Map.of("hat", 200L), 0.95);

    assertThat(shift.low()).isPositive();
    assertThat(shift.high()).isFinite();
    assertThat(LabelShift.of(Map.of(), Map.of("hat", 200L), 0.95).isKnown()).isFalse();
  }

  @Test
  void nothing_measured_is_unknown_and_so_is_what_is_compared_with_it() {
    Interval known = Proportion.of(1, 2, Z);
    assertThat(Proportion.of(0, 0, Z).isKnown()).isFalse();
    assertThat(Quantile.of(Figures.histogram(), 0.5, 0.95).isKnown()).isFalse();
    assertThat(Mover.difference(known, Interval.UNKNOWN).isKnown()).isFalse();
    assertThat(Mover.ratio(Interval.UNKNOWN, known).isKnown()).isFalse();
  }

  private static void assertInterval(Interval interval, double value, double low, double high) {
    assertThat(interval.value()).isCloseTo(value, within(1e-4));
    assertThat(interval.low()).isCloseTo(low, within(1e-3));
    assertThat(interval.high()).isCloseTo(high, within(1e-3));
  }
}
