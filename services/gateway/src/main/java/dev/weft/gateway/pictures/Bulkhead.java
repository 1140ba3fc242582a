package dev.weft.gateway.pictures;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A few pieces of work at a time, in the order in which they came, and a bounded queue before them.
 * Thread-safe.
 */
final class Bulkhead {
  private final Semaphore all;
  private final Semaphore work;

  /**
   * @param atOnce how many are at work
   * @param waiting how many may wait beside them
   */
  Bulkhead(int atOnce, int waiting) {
    all = new Semaphore(atOnce + waiting);
    work = new Semaphore(atOnce, true);
  }

  /** Does the work when there is a place for it; empty if too many wait. */
  <T> Optional<T> take(Supplier<T> piece) {
    if (!all.tryAcquire()) {
      return Optional.empty();
    }
    work.acquireUninterruptibly();
    try {
      return Optional.of(piece.get());
    } finally {
      work.release();
      all.release();
    }
  }
}
