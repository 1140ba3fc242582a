package dev.weft.gateway.cache;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A cached value that is computed again at most once per interval, by one of its callers; the
 * others wait for it. Failures are not cached. Thread-safe.
 */
public final class ExpiringValue<T> {

  private final Supplier<T> source;
  private final long maxNanos;
  private T value;
  private long foundAt;

  /**
   * @param age at which the value expires
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
