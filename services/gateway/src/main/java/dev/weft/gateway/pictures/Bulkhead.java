package dev.weft.gateway.pictures;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs a limited number of tasks concurrently in order of arrival, with a bounded queue.
 * Thread-safe.
 */
final class Bulkhead {
  private final Semaphore all;
  private final Semaphore work;

  /**
   * @param atOnce maximum number of running tasks
   * @param waiting maximum number of waiting tasks
   */
  Bulkhead(int atOnce, int waiting) {
    all = new Semaphore(atOnce + waiting);
    work = new Semaphore(atOnce, true);
  }

  /** Runs a task when there is capacity; empty if the queue is full. */
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
