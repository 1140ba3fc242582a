package dev.weft.gateway.rollouts;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * One window's distribution of microseconds, small. It is decoded when it is first asked for, since
 * most windows are replaced before anybody asks. Not thread-safe.
 */
final class Latencies {

  /** What is shown needs no third digit, which would take eight times the memory. */
  private static final int DIGITS = 2;

  private static final long MAX_MICROS = (1L << 32) - 1;

  private String encoded;
  private int[] micros = {};
  private int[] counts = {};

  /**
   * @param encoded an HdrHistogram V2, compressed, in Base64; null for no values
   */
  Latencies(String encoded) {
    this.encoded = encoded;
  }

  /** What sums are made in. */
  static Histogram sum() {
    return new Histogram(DIGITS);
  }

  /** Adds its values; none if it is no histogram. */
  void addTo(Histogram sum) {
    if (encoded != null) {
      decode();
      encoded = null;
    }
    for (int i = 0; i < micros.length; i++) {
      // More than 2^31 microseconds are 36 minutes.
      sum.recordValueWithCount(Integer.toUnsignedLong(micros[i]), counts[i]);
    }
  }

  private void decode() {
    Histogram coarse = sum();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
      coarse.add(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
    } catch (DataFormatException | RuntimeException e) {
      return;
    }
    IntStream.Builder values = IntStream.builder();
    IntStream.Builder times = IntStream.builder();
    for (HistogramIterationValue value : coarse.recordedValues()) {
      values.add((int) Math.min(value.getValueIteratedTo(), MAX_MICROS));
      times.add((int) Math.min(value.getCountAddedInThisIterationStep(), Integer.MAX_VALUE));
    }
    micros = values.build().toArray();
    counts = times.build().toArray();
  }
}
