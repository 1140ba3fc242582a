package dev.weft.chaos.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one measure of one process went.
 *
 * @param process its name
 * @param metric what was measured
 * @param line through its values after the warm-up, over hours; over images if it is kept
 * @param bound the most that its slope may be; its values, if they are limited
 * @param values all of them, the warm-up's too
 */
record Trend(String process, Metric metric, TheilSen line, double bound, List<Double> values) {
  private static final int FEWEST = 10;
  private static final double MILLIS_AN_HOUR = Duration.ofHours(1).toMillis();

  /**
   * Of the samples of a process that was not restarted.
   *
   * @param warmUp samples of its beginning that say nothing
   * @return empty if there are too few after the warm-up
   */
  static Optional<Trend> of(
      String process, Metric metric, List<ResourceSample> samples, Duration warmUp) {
    List<ResourceSample> all =
        samples.stream().filter(sample -> sample.values().containsKey(metric)).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    var begin = all.get(0).at();
    List<ResourceSample> judged =
        all.stream().filter(sample -> !sample.at().isBefore(begin.plus(warmUp))).toList();
    if (judged.size() < FEWEST) {
      return Optional.empty();
    }
    TheilSen line =
        TheilSen.of(
            judged.stream()
                .mapToDouble(
                    sample ->
                        metric.isKept()
                            ? sample.images()
                            : Duration.between(begin, sample.at()).toMillis() / MILLIS_AN_HOUR)
                .toArray(),
            judged.stream().mapToDouble(sample -> sample.values().get(metric)).toArray());
    return Optional.of(
        new Trend(
            process,
            metric,
            line,
            metric.bound(line.median()),
            all.stream().map(sample -> sample.values().get(metric)).toList()));
  }

  /** Whether it surely grows, and by more than it may, or was above its limit. */
  boolean isLeak() {
    if (metric.isLimited()) {
      return values.stream().anyMatch(value -> value > bound);
    }
    return line.slope() > bound && line.low() > 0;
  }
}
