package dev.weft.gateway.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ModelMeasured.Quantiles;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import dev.weft.gateway.RolloutEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasuredWindowsTest {

  private static final Instant START = Events.at(0);

  private final MeasuredWindows measurements = new MeasuredWindows(100);

  @Test
  void theNewestMeasurementOfAWindowCounts() {
    measure(1, ServingRole.PRIMARY, 0, 0, 5, 100_000);
    measure(1, ServingRole.PRIMARY, 0, 0, 9, 100_000, 100_000, 300_000);
    measure(1, ServingRole.PRIMARY, 0, 0, 7, 100_000, 100_000);

    assertThat(figures().images()).isEqualTo(3);
    assertThat(measurements.size()).isEqualTo(1);
  }

  @Test
  void partitionsWindowsAndRolesOfAVersionAreAddedUp() {
    measure(1, ServingRole.PRIMARY, 0, 0, 5, 100_000);
    measure(1, ServingRole.PRIMARY, 1, 0, 5, 100_000, 200_000);
    measure(1, ServingRole.CANARY, 0, 10, 15, 100_000, 200_000, 300_000);

    VersionFigures figures = figures();

    assertThat(figures.images()).isEqualTo(6);
    assertThat(figures.roles()).isEqualTo(Map.of(ServingRole.PRIMARY, 3L, ServingRole.CANARY, 3L));
    assertThat(figures.failures()).isEqualTo(3);
    assertThat(figures.rejections()).isEqualTo(6);
    assertThat(figures.agreed()).isEqualTo(new Share(3, 6));
    assertThat(figures.right()).isEqualTo(new Share(3, 6));
    assertThat(figures.confidence()).isEqualTo(new Moments(6L, 3.0, 1.5));
  }

  @Test
  void quantilesAreThoseOfAllImagesAndNotMeansOfTheWindows() {
    measure(
        1,
        ServingRole.PRIMARY,
        0,
        0,
        5,
        LongStream.rangeClosed(1, 900).map(i -> 100_000).toArray());
    measure(
        1,
        ServingRole.PRIMARY,
        1,
        0,
        5,
        LongStream.rangeClosed(1, 100).map(i -> 900_000).toArray());

    VersionFigures.Quantiles seconds = figures().inferSeconds();

    assertThat(seconds.p50()).isCloseTo(0.1, within(0.001));
    assertThat(seconds.p95()).isCloseTo(0.9, within(0.009));
    assertThat(seconds.p99()).isCloseTo(0.9, within(0.009));
    assertThat(figures()).as("asked again").isEqualTo(figures());
  }

  @Test
  void whatTookMostOfAnHourIsNotCut() {
    measure(1, ServingRole.PRIMARY, 0, 0, 5, 3_000_000_000L);

    assertThat(figures().endToEndSeconds().p50()).isCloseTo(3_000, within(30.0));
  }

  @Test
  void versionsAndModelsAreKeptApartAndWindowsThatEndedBeforeDoNotCount() {
    measure(1, ServingRole.PRIMARY, 0, 0, 5, 100_000);
    measure(2, ServingRole.SHADOW, 0, 20, 25, 100_000);

    assertThat(measurements.since(RolloutEvents.MODEL, START))
        .extracting(VersionFigures::version)
        .containsExactly(1, 2);
    assertThat(measurements.since(RolloutEvents.MODEL, START.plusSeconds(10)))
        .extracting(VersionFigures::version)
        .containsExactly(2);
    assertThat(measurements.since("other", START)).isEmpty();
  }

  @Test
  void theOldestWindowsAreForgottenWhenThereAreTooMany() {
    MeasuredWindows few = new MeasuredWindows(2);
    for (int second : List.of(20, 0, 10)) {
      few.apply(measured(1, ServingRole.PRIMARY, 0, second, 30, 100_000));
    }

    assertThat(few.size()).isEqualTo(2);
    assertThat(few.since(RolloutEvents.MODEL, START).get(0).images()).isEqualTo(2);
  }

  @Test
  void whatIsNoHistogramCostsTheQuantilesAndNothingElse() {
    Quantiles broken = new Quantiles(1L, 0.1, 0.1, 0.1, 0.1, "bm8gaGlzdG9ncmFt");
    measurements.apply(
        new ModelMeasured(
            new ModelRef(RolloutEvents.MODEL, 1),
            ServingRole.PRIMARY,
            0,
            START,
            START.plusSeconds(10),
            4L,
            0L,
            0L,
            broken,
            Quantiles.NONE,
            Moments.NONE,
            Moments.NONE,
            Map.of(),
            0L,
            0L,
            0L,
            0L,
            null,
            null,
            null,
            null,
            START));

    assertThat(figures().images()).isEqualTo(4);
    assertThat(figures().inferSeconds().p95()).isNull();
    assertThat(figures().right().value()).isNull();
  }

  @Test
  void sharesHaveTheIntervalThatWilsonGives() {
    // Newcombe (1998), table I: 81 of 263, 95 %.
    Share share = new Share(81, 263);

    assertThat(share.value()).isCloseTo(0.3080, within(0.0001));
    assertThat(share.low()).isCloseTo(0.2553, within(0.0001));
    assertThat(share.high()).isCloseTo(0.3662, within(0.0001));
    assertThat(new Share(0, 20).low()).isZero();
    assertThat(new Share(0, 20).high()).isCloseTo(0.1611, within(0.0001));
  }

  private VersionFigures figures() {
    return measurements.since(RolloutEvents.MODEL, START).get(0);
  }

  private void measure(
      int version, ServingRole role, int partition, int second, int at, long... micros) {
    measurements.apply(measured(version, role, partition, second, at, micros));
  }

  private static ModelMeasured measured(
      int version, ServingRole role, int partition, int second, int at, long... micros) {
    return RolloutEvents.measured(
        version, role, partition, Events.at(second), Events.at(at), micros);
  }
}
