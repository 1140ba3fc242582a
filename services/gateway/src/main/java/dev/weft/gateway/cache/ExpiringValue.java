package dev.weft.gateway.cache;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A value that is found anew at most once in a while, by one of those who ask; the others wait for
 * it. A failure is not remembered. Thread-safe.
 */
public final class ExpiringValue<T> {

  private final Supplier<T> source;
  private final long maxNanos;
  private T value;
  private long foundAt;

  /**
   * @param age at which a value is found anew
   */
  public ExpiringValue(Duration age, Supplier<T> source) {
    this.source = source;
    this.maxNanos = age.toNanos();
  }

  /** The value. */
  public synchronized T get() {
    if (value == null || System.nanoTime() - foundAt > maxNanos) {
      value = source.get();
      foundAt = System.nanoTime();
    }
    return value;
  }
}
