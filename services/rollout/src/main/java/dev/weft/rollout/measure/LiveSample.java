package dev.weft.rollout.measure;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version said of live images.
 *
 * @param labels images by predicted label
 * @param features images by bin of their pooled features; fewer than by label where not every
 *     classifier says the bins
 * @param from begin of the first window
 * @param to end of the last
 */
public record LiveSample(Map<String, Long> labels, BinCounts features, Instant from, Instant to) {

  /** Of no image. */
  public static final LiveSample NONE =
      new LiveSample(Map.of(), BinCounts.NONE, Instant.MAX, Instant.MIN);

  public LiveSample {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** How many have a label. */
  public long images() {
    return labels.values().stream().mapToLong(Long::longValue).sum();
  }

  LiveSample plus(Partial more, Instant begin) {
    var sum = new TreeMap<>(labels);
    more.labels().forEach((label, count) -> sum.merge(label, count, Long::sum));
    return new LiveSample(
        sum,
        features.plus(more.features()),
        begin.isBefore(from) ? begin : from,
        more.to().isAfter(to) ? more.to() : to);
  }
}
