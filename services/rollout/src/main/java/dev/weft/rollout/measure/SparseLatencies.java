package dev.weft.rollout.measure;

import dev.weft.events.model.ModelMeasured.Quantiles;
import dev.weft.rollout.judge.MeasuredFigures;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies of few images, which makes it smaller than the histogram that it is converted to.
 *
 * @param micros number of images by microseconds, with three significant digits
 */
record SparseLatencies(Map<Long, Long> micros) {

  static final SparseLatencies NONE = new SparseLatencies(Map.of());

  /** Only used for its bucket boundaries, which is thread-safe. */
  private static final Histogram BUCKETS = MeasuredFigures.histogram();

  private static final double SECOND = 1e6;

  SparseLatencies {
    micros = Collections.unmodifiableMap(new TreeMap<>(micros));
  }

  /** Adds a latency; values below 0 count as 0, above an hour as an hour. */
  SparseLatencies plus(double seconds) {
    long value = Math.round(Math.max(0, Math.min(seconds * SECOND, MeasuredFigures.MAX_MICROS)));
    var more = new TreeMap<>(micros);
    more.merge(BUCKETS.lowestEquivalentValue(value), 1L, Long::sum);
    return new SparseLatencies(more);
  }

  /** Adds all values to a histogram. */
  void addTo(Histogram histogram) {
    micros.forEach(histogram::recordValueWithCount);
  }

  /** The latencies as in an event. */
  Quantiles quantiles() {
    if (micros.isEmpty()) {
      return Quantiles.NONE;
    }
    Histogram histogram = MeasuredFigures.histogram();
    addTo(histogram);
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes, Deflater.BEST_SPEED);
    return new Quantiles(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50) / SECOND,
        histogram.getValueAtPercentile(95) / SECOND,
        histogram.getValueAtPercentile(99) / SECOND,
        histogram.getMaxValue() / SECOND,
        Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)));
  }

  /** Converts the result of {@link #quantiles}; empty if its histogram cannot be decoded. */
  static Optional<SparseLatencies> of(Quantiles quantiles) {
    if (quantiles.histogram() == null) {
      return Optional.of(NONE);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(quantiles.histogram());
      var counts = new TreeMap<Long, Long>();
      for (HistogramIterationValue step :
          Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0).recordedValues()) {
        long value = Math.min(step.getValueIteratedTo(), MeasuredFigures.MAX_MICROS);
        counts.merge(
            BUCKETS.lowestEquivalentValue(value),
            step.getCountAddedInThisIterationStep(),
            Long::sum);
      }
      return Optional.of(new SparseLatencies(counts));
    } catch (DataFormatException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
