package dev.weft.rollout.measure;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Predictions of a version on live images.
 *
 * @param labels images by predicted label
 * @param features images by bin of their pooled features; fewer images than in {@code labels} if
 *     some classifiers do not report bins
 * @param from start of the first window
 * @param to end of the last window
 */
public record LiveSample(Map<String, Long> labels, BinCounts features, Instant from, Instant to) {

  /** No images. */
  public static final LiveSample NONE =
      new LiveSample(Map.of(), BinCounts.NONE, Instant.MAX, Instant.MIN);

  public LiveSample {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Number of images that have a label. */
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
