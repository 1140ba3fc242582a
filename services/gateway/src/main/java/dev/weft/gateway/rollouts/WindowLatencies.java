package dev.weft.gateway.rollouts;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * One window's distribution of microseconds in compact form. Decoded at the first use, since most
 * windows are replaced before they are used. Not thread-safe.
 */
final class WindowLatencies {

  /** Display needs no third digit, which would take eight times the memory. */
  private static final int DIGITS = 2;

  private static final long MAX_MICROS = (1L << 32) - 1;

  private String encoded;
  private int[] micros = {};
  private int[] counts = {};

  /**
   * @param encoded a compressed HdrHistogram V2 in Base64; null for no values
   */
  WindowLatencies(String encoded) {
    this.encoded = encoded;
  }

  /** An empty histogram to add windows to. */
  static Histogram sum() {
    return new Histogram(DIGITS);
  }

  /** Adds its values; none if it is not a valid histogram. */
  void addTo(Histogram sum) {
    if (encoded != null) {
      decode();
      encoded = null;
    }
    for (int i = 0; i < micros.length; i++) {
      // As unsigned, 2^31 microseconds and more fit: 36 minutes and above.
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
