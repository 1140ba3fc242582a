package dev.weft.rollout.measure;

import dev.weft.events.model.ModelMeasured.Quantiles;
import org.HdrHistogram.Histogram;

/**
 * Latencies in memory, kept compressed until they are used, since most measurements are replaced
 * before that. Not thread-safe.
 */
final class HeldLatencies {

  private static final int PAIR = 2 * Long.BYTES;

  /** Approximate number of distinct values in a busy window. */
  private static final long MANY = 600;

  private final int bytes;
  private Quantiles packed;
  private long[] values;
  private long[] counts;

  HeldLatencies(Quantiles quantiles) {
    packed = quantiles;
    int text = quantiles.histogram() == null ? 0 : quantiles.histogram().length();
    bytes = text + PAIR * (int) Math.min(MANY, quantiles.count());
  }

  /** Adds all values to a histogram; adds nothing if the compressed form cannot be decoded. */
  void addTo(Histogram histogram) {
    if (packed != null) {
      unpack(SparseLatencies.of(packed).orElse(SparseLatencies.NONE));
      packed = null;
    }
    for (int i = 0; i < values.length; i++) {
      histogram.recordValueWithCount(values[i], counts[i]);
    }
  }

  private void unpack(SparseLatencies latencies) {
    values = new long[latencies.micros().size()];
    counts = new long[values.length];
    int i = 0;
    for (var entry : latencies.micros().entrySet()) {
      values[i] = entry.getKey();
      counts[i++] = entry.getValue();
    }
  }

  /** Approximate memory in bytes, compressed or not. */
  int bytes() {
    return bytes;
  }
}
