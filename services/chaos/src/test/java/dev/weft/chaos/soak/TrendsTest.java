package dev.weft.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** An hour of samples, one per minute, of which the first twenty are the warm-up. */
class TrendsTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");
  private static final int MINUTES = 60;
  private static final int IMAGES_A_MINUTE = 120;

  private final Trends trends = new Trends(Duration.ofMinutes(20));
  private final Random noise = new Random(3);

  private void samples(Metric metric, int restartAt, IntToDoubleFunction value) {
    for (int i = 0; i < MINUTES; i++) {
      trends.add(
          new ResourceSample(
              BEGIN.plus(Duration.ofMinutes(i)),
              "gateway-1",
              i < restartAt ? 1 : 2,
              (long) i * IMAGES_A_MINUTE,
              Map.of(metric, value.applyAsDouble(i))));
    }
  }

  @Test
  void theClassesThatGrewSinceTheWarmUpAreNamed() {
    for (int i = 0; i < MINUTES; i++) {
      trends.add(
          new ResourceSample(BEGIN.plus(Duration.ofMinutes(i)), "gateway-1", 1, i, Map.of()),
          new LiveObjects(Map.of("[B", 1_000_000L * Math.min(i, 20), "dev.weft.Leak", 5_000L * i)));
    }
    assertThat(trends.growth(5))
        .containsExactly(Map.entry("gateway-1", List.of("+195 KB dev.weft.Leak")));
  }

  private List<Metric> leaks() {
    return trends.all().stream().filter(Trend::isLeak).map(Trend::metric).toList();
  }

  @Test
  void aHeapThatOnlyWarmsUpIsFlat() {
    samples(Metric.HEAP, MINUTES, i -> 100 + 5 * Math.min(i, 20) + noise.nextGaussian());
    assertThat(trends.all()).hasSize(1);
    assertThat(leaks()).isEmpty();
  }

  @Test
  void aHeapThatGrowsBySixteenMebibytesAnHourIsALeak() {
    samples(Metric.HEAP, MINUTES, i -> 150 + 16 * i / 60.0 + noise.nextGaussian());
    assertThat(leaks()).containsExactly(Metric.HEAP);
  }

  @Test
  void oneDescriptorEveryThreeMinutesIsALeak() {
    samples(Metric.DESCRIPTORS, MINUTES, i -> 300 + i / 3);
    assertThat(leaks()).containsExactly(Metric.DESCRIPTORS);
  }

  @Test
  void tablesOfAStoreMayGrowUpToTheirLimit() {
    samples(Metric.OPEN_TABLES, MINUTES, i -> 5 + i);
    assertThat(leaks()).isEmpty();
    assertThat(TrendTable.of(trends.all())).contains("| be 64 |");
  }

  @Test
  void oneTableAboveItsLimitIsALeak() {
    samples(Metric.OPEN_TABLES, MINUTES, i -> 6 + i);
    assertThat(leaks()).containsExactly(Metric.OPEN_TABLES);
  }

  @Test
  void threadsThatComeAndGoAreFlat() {
    samples(Metric.THREADS, MINUTES, i -> 60 + noise.nextInt(15));
    assertThat(leaks()).isEmpty();
  }

  @Test
  void oneTemporaryFileATrainingIsALeak() {
    samples(Metric.TEMPORARY_FILES, MINUTES, i -> 4 + i / 10);
    assertThat(leaks()).containsExactly(Metric.TEMPORARY_FILES);
  }

  @Test
  void stateThatGrowsWithImagesWithinItsBoundIsNone() {
    samples(Metric.STATE_BYTES, MINUTES, i -> 4 + i * IMAGES_A_MINUTE * 3_400.0 / (1 << 20));
    assertThat(leaks()).isEmpty();
  }

  @Test
  void stateThatGrowsByMoreThanAnImageMayIsALeak() {
    samples(Metric.STATE_BYTES, MINUTES, i -> 4 + i * IMAGES_A_MINUTE * 30_000.0 / (1 << 20));
    assertThat(leaks()).containsExactly(Metric.STATE_BYTES);
  }

  @Test
  void aProcessThatWasRestartedIsNotJudged() {
    samples(Metric.HEAP, 30, i -> 150 + i);
    assertThat(trends.all()).isEmpty();
    assertThat(trends.restarts()).containsExactly(Map.entry("gateway-1", 1));
  }

  @Test
  void theTemporaryFilesOfAProcessThatIsRestartedAreJudged() {
    samples(Metric.TEMPORARY_FILES, 30, i -> 4 + i / 10);
    assertThat(leaks()).containsExactly(Metric.TEMPORARY_FILES);
  }

  @Test
  void tooFewSamplesAreNotJudged() {
    for (int i = 0; i < 25; i++) {
      trends.add(
          new ResourceSample(
              BEGIN.plus(Duration.ofMinutes(i)), "store", 1, 0, Map.of(Metric.HEAP, 9.0 + i)));
    }
    assertThat(trends.all()).isEmpty();
  }

  @Test
  void theTableShowsEachTrendInALine() {
    samples(Metric.HEAP, MINUTES, i -> 150 + 16 * i / 60.0);
    assertThat(TrendTable.of(trends.all()).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("| gateway-1 | live objects | 160.5 MiB | +16.0 MiB/h |")
                    .contains("**grows**")
                    .contains("▁")
                    .contains("█"));
  }
}
