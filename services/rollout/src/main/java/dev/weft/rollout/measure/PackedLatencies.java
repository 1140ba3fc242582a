package dev.weft.rollout.measure;

import org.HdrHistogram.Histogram;

/** {@link Latencies} that nothing is added to, in 16 bytes for each distinct time. */
final class PackedLatencies {

  private final long[] values;
  private final long[] counts;

  PackedLatencies(Latencies latencies) {
    values = new long[latencies.micros().size()];
    counts = new long[values.length];
    int i = 0;
    for (var entry : latencies.micros().entrySet()) {
      values[i] = entry.getKey();
      counts[i++] = entry.getValue();
    }
  }

  void addTo(Histogram histogram) {
    for (int i = 0; i < values.length; i++) {
      histogram.recordValueWithCount(values[i], counts[i]);
    }
  }

  int bytes() {
    return 2 * Long.BYTES * values.length;
  }
}
