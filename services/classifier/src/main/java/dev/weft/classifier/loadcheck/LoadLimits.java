package dev.weft.classifier.loadcheck;

import java.time.Duration;
import java.util.Objects;

/**
 * Limits of loading a version.
 *
 * @param check whether a version is first loaded in a child process
 * @param timeout of that process, and then of the load in this one
 * @param heapBytes heap of the child process
 * @param memoryBytes total memory of the child process; 0 for twice the version's estimated memory
 *     and an allowance for a JVM and its libraries
 * @param attempts number of crashes, hangs or exceeded limits after which a candidate is given up
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
