package dev.weft.bench.measure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Quantiles of a few measurements. */
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
   * The smallest value that at least {@code share} of all do not exceed (nearest rank); NaN of
   * nothing.
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

  /** All measurements of both. */
  public Quantiles and(Quantiles other) {
    return new Quantiles(
        DoubleStream.concat(Arrays.stream(sorted), Arrays.stream(other.sorted)).toArray());
  }
}
