package dev.weft.classifier.trial;

import java.time.Duration;
import java.util.Objects;

/**
 * What loading a version may take.
 *
 * @param check whether a version is loaded in a process of its own first
 * @param timeout how long that process may take, and then the load in this one
 * @param heapBytes heap of the process of its own
 * @param memoryBytes memory of it in all; 0 for what the version needs by estimate, twice, and what
 *     a JVM and its libraries take
 * @param attempts after so many crashes, hangs or excesses a candidate is given up
 */
public record LoadLimits(
    boolean check, Duration timeout, long heapBytes, long memoryBytes, int attempts) {

  private static final long MIB = 1L << 20;
  private static final long LEAST_HEAP = 16 * MIB;

  public LoadLimits {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be longer than 0, but is " + timeout);
    }
    if (heapBytes < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "heap must be at least %d bytes, but is %d".formatted(LEAST_HEAP, heapBytes));
    }
    if (memoryBytes != 0 && memoryBytes < heapBytes) {
      throw new IllegalArgumentException(
          "memory must be at least heap (%d bytes), but is %d".formatted(heapBytes, memoryBytes));
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
    }
  }
}
