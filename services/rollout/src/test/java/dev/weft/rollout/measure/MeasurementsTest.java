package dev.weft.rollout.measure;

import static dev.weft.events.model.ServingRole.CANARY;
import static dev.weft.events.model.ServingRole.PRIMARY;
import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.TWO;
import static dev.weft.rollout.measure.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.Quantiles;
import dev.weft.events.model.ServingRole;
import dev.weft.rollout.judge.MeasuredFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsTest {

  private Instant now = at(100);
  private final Measurements measurements =
      new Measurements(Duration.ofMinutes(10), 1 << 20, () -> now);

  @Test
  void partitionsWindowsAndRolesAreSummed() {
    accept(ONE, PRIMARY, 0, 10, 3);
    accept(ONE, PRIMARY, 1, 10, 4);
    accept(ONE, PRIMARY, 0, 20, 5);
    accept(ONE, CANARY, 0, 20, 6);
    accept(TWO, PRIMARY, 0, 20, 7);

    MeasuredFigures figures = figures(ONE, Set.of(PRIMARY));

    assertThat(figures.images()).isEqualTo(12);
    assertThat(figures.labels()).isEqualTo(Map.of("hat", 12L));
    assertThat(figures.inferMicros().getTotalCount()).isEqualTo(12);
    assertThat(figures.inferMicros().getMaxValue() / 1e6).isCloseTo(0.2, within(0.001));
    assertThat(figures(ONE, Set.of(PRIMARY, CANARY)).images()).isEqualTo(18);
    assertThat(figures(new ModelRef("clothing", 9), Set.of(PRIMARY)).images()).isZero();
  }

  @Test
  void aNewerMeasurementOfAWindowReplacesTheOneBefore() {
    accept(ONE, PRIMARY, 0, 10, 3);
    accept(ONE, PRIMARY, 0, 10, 8);

    assertThat(figures(ONE, Set.of(PRIMARY)).images()).isEqualTo(8);
  }

  @Test
  void windowsThatEndAfterTheMomentCount() {
    accept(ONE, PRIMARY, 0, 10, 1);
    accept(ONE, PRIMARY, 0, 20, 2);
    accept(ONE, PRIMARY, 0, 30, 4);

    assertThat(measurements.figures(ONE, Set.of(PRIMARY), at(20)).images()).isEqualTo(6);
    assertThat(measurements.figures(ONE, Set.of(PRIMARY), at(19.9)).images()).isEqualTo(7);
    assertThat(measurements.figures(ONE, Set.of(PRIMARY), at(40)).images()).isZero();
  }

  @Test
  void rejectionsCountWhateverTheRole() {
    measurements.accept(measured(TWO, PRIMARY, 0, 10, 0, 2, Quantiles.NONE));
    accept(TWO, CANARY, 0, 10, 5);

    assertThat(figures(TWO, Set.of(CANARY)).rejections()).isEqualTo(2);
    assertThat(figures(TWO, Set.of(CANARY)).images()).isEqualTo(5);
  }

  @Test
  void theNewestLabelsAndBinsAreWholeWindowsOfAllPartitions() {
    accept(ONE, PRIMARY, 0, 10, 3);
    accept(ONE, PRIMARY, 0, 20, 4);
    accept(ONE, PRIMARY, 0, 30, 5);
    accept(ONE, PRIMARY, 1, 30, 6);
    accept(ONE, CANARY, 0, 40, 100);

    LiveSample few = measurements.newest(ONE, Set.of(PRIMARY), 2);
    LiveSample more = measurements.newest(ONE, Set.of(PRIMARY), 12);
    LiveSample all = measurements.newest(ONE, Set.of(PRIMARY), 1_000);

    assertThat(few).isEqualTo(sample(11, 2, at(30), at(40)));
    assertThat(more).isEqualTo(sample(15, 3, at(20), at(40)));
    assertThat(all.images()).isEqualTo(18);
    assertThat(measurements.newest(TWO, Set.of(PRIMARY), 1).images()).isZero();
  }

  private static LiveSample sample(long images, long windows, Instant from, Instant to) {
    var bins = new BinCounts(List.of(List.of(images), List.of(windows, images - windows)));
    return new LiveSample(Map.of("hat", images), bins, from, to);
  }

  @Test
  void whatIsNoLongerRememberedIsDropped() {
    accept(ONE, PRIMARY, 0, 10, 1);
    now = at(700);
    accept(ONE, PRIMARY, 0, 690, 2);

    assertThat(figures(ONE, Set.of(PRIMARY)).images()).isEqualTo(2);
  }

  @Test
  void whereMemoryIsShortTheOldestWindowsGo() {
    var small = new Measurements(Duration.ofMinutes(10), 2_000, () -> now);
    for (int i = 0; i < 10; i++) {
      small.accept(measured(i % 2 == 0 ? ONE : TWO, PRIMARY, 0, 10 * i, 1, 0, times(1)));
    }

    assertThat(small.newest(ONE, Set.of(PRIMARY), 100).from()).isEqualTo(at(80));
    assertThat(small.newest(TWO, Set.of(PRIMARY), 100).to()).isEqualTo(at(100));
    assertThat(small.figures(ONE, Set.of(PRIMARY), at(0)).images()).isBetween(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "AAAA", "HISTFAAAACB42pNpmSzMwMDAxAABzFCaEUoz2X+AMIQAAA=="})
  void aHistogramThatIsNoneHoldsNoTimes(String histogram) {
    Quantiles broken = new Quantiles(1L, 0.1, 0.1, 0.1, 0.1, histogram);
    measurements.accept(measured(ONE, PRIMARY, 0, 10, 1, 0, broken));
    accept(ONE, PRIMARY, 1, 10, 2);

    assertThat(figures(ONE, Set.of(PRIMARY)).images()).isEqualTo(3);
    assertThat(figures(ONE, Set.of(PRIMARY)).inferMicros().getTotalCount()).isEqualTo(2);
  }

  @Test
  void timesBeyondTheHistogramsRangeCountAtItsEnds() {
    SparseLatencies ends = SparseLatencies.NONE.plus(-1).plus(0).plus(1e9).plus(Double.MAX_VALUE);

    Quantiles quantiles = ends.quantiles();

    assertThat(quantiles.count()).isEqualTo(4);
    assertThat(quantiles.p50()).isZero();
    assertThat(quantiles.max()).isCloseTo(3_600, within(4.0));
    assertThat(SparseLatencies.of(quantiles)).contains(ends);
  }

  private MeasuredFigures figures(ModelRef model, Set<ServingRole> roles) {
    return measurements.figures(model, roles, at(0));
  }

  private void accept(ModelRef model, ServingRole role, int partition, double from, int images) {
    measurements.accept(measured(model, role, partition, from, images, 0, times(images)));
  }

  private static Quantiles times(int images) {
    SparseLatencies latencies = SparseLatencies.NONE;
    for (int i = 0; i < images; i++) {
      latencies = latencies.plus(i % 2 == 0 ? 0.1 : 0.2);
    }
    return latencies.quantiles();
  }

  private static ModelMeasured measured(
      ModelRef model,
      ServingRole role,
      int partition,
      double from,
      long images,
      long rejections,
      Quantiles times) {
    return new ModelMeasured(
        model,
        role,
        partition,
        at(from),
        at(from + 10),
        images,
        0L,
        rejections,
        times,
        times,
        ModelMeasured.Moments.NONE,
        ModelMeasured.Moments.NONE,
        images == 0 ? Map.of() : Map.of("hat", images),
        0L,
        0L,
        0L,
        0L,
        null,
        null,
        null,
        images == 0 ? null : List.of(List.of(images), List.of(1L, images - 1)),
        at(from + 11));
  }
}
