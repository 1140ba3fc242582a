package dev.weft.chaos.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The trend of a metric of a process.
 *
 * @param process its name
 * @param metric the metric
 * @param line through its values after the warm-up, over hours, or over images if it is kept
 * @param bound highest permitted slope, or value if it is limited
 * @param values all values, including those of the warm-up
 */
record Trend(String process, Metric metric, TheilSen line, double bound, List<Double> values) {
  private static final int FEWEST = 10;
  private static final double MILLIS_AN_HOUR = Duration.ofHours(1).toMillis();

  /**
   * Computes the trend of a process that was not restarted.
   *
   * @param warmUp time from the start whose samples are ignored
   * @return empty if there are too few samples after the warm-up
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

  /** Whether it grows significantly more than permitted, or exceeded its limit. */
  boolean isLeak() {
    if (metric.isLimited()) {
      return values.stream().anyMatch(value -> value > bound);
    }
    return line.slope() > bound && line.low() > 0;
  }
}
