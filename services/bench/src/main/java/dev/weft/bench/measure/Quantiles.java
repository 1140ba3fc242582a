package dev.weft.bench.measure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Quantiles of a small set of measurements. */
public final class Quantiles {
  private final double[] sorted;

  public Quantiles(double... values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  public int count() {
    return sorted.length;
  }

  /**
   * Returns the smallest value that is not exceeded by at least {@code share} of all values
   * (nearest rank); NaN without values.
   */
  public double at(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
  }

  public double p50() {
    return at(0.5);
  }

  public double p95() {
    return at(0.95);
  }

  public double p99() {
    return at(0.99);
  }

  /** Returns the measurements of both. */
  public Quantiles and(Quantiles other) {
    return new Quantiles(
        DoubleStream.concat(Arrays.stream(sorted), Arrays.stream(other.sorted)).toArray());
  }
}
