package dev.weft.gateway.rollouts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
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

  private String encoded;
  private long[] micros = {};
  private long[] counts = {};

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
      sum.recordValueWithCount(micros[i], counts[i]);
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
    int n = 0;
    micros = new long[16];
    counts = new long[16];
    for (HistogramIterationValue value : coarse.recordedValues()) {
      if (n == micros.length) {
        micros = Arrays.copyOf(micros, 2 * n);
        counts = Arrays.copyOf(counts, 2 * n);
      }
      micros[n] = value.getValueIteratedTo();
      counts[n++] = value.getCountAddedInThisIterationStep();
    }
    micros = Arrays.copyOf(micros, n);
    counts = Arrays.copyOf(counts, n);
  }
}
