package dev.weft.rollout.measure;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels that a version predicted for live images.
 *
 * @param labels images by label
 * @param from begin of the first window
 * @param to end of the last
 */
public record LabelSample(Map<String, Long> labels, Instant from, Instant to) {

  /** Of no image. */
  public static final LabelSample NONE = new LabelSample(Map.of(), Instant.MAX, Instant.MIN);

  public LabelSample {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** How many. */
  public long images() {
    return labels.values().stream().mapToLong(Long::longValue).sum();
  }

  LabelSample plus(Map<String, Long> more, Instant begin, Instant end) {
    var sum = new TreeMap<>(labels);
    more.forEach((label, count) -> sum.merge(label, count, Long::sum));
    return new LabelSample(sum, begin.isBefore(from) ? begin : from, end.isAfter(to) ? end : to);
  }
}
