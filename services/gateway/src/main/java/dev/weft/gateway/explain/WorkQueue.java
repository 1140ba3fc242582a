package dev.weft.gateway.explain;

import dev.weft.base.DaemonThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One piece of work at a time, in the order in which they came, and a bounded queue before it; and
 * a rest once none has come for a while. Thread-safe.
 */
final class WorkQueue implements AutoCloseable {
  private final Semaphore places;
  private final ReentrantLock work = new ReentrantLock(true);
  private final long idleNanos;
  private final Runnable rest;

  /** Leaves aside what is asked of it once it is shut down. */
  private final ScheduledExecutorService clock =
      new ScheduledThreadPoolExecutor(
          1,
          DaemonThreads.single("weft-gateway-explanations"),
          new ThreadPoolExecutor.DiscardPolicy());

  private long lastNanos;
  private boolean closed;

  /**
   * @param waiting how many may wait beside the one at work
   * @param idle how long nothing is done before the rest
   * @param rest what is then done; never beside a piece of work
   */
  WorkQueue(int waiting, Duration idle, Runnable rest) {
    this.places = new Semaphore(waiting + 1);
    this.idleNanos = idle.toNanos();
    this.rest = rest;
  }

  /** Does the work when its turn has come; empty if too many wait, or after the end. */
  <T> Optional<T> take(Supplier<T> piece) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    work.lock();
    try {
      return closed ? Optional.empty() : Optional.of(piece.get());
    } finally {
      lastNanos = System.nanoTime();
      clock.schedule(this::restIfIdle, idleNanos, TimeUnit.NANOSECONDS);
      work.unlock();
      places.release();
    }
  }

  private void restIfIdle() {
    work.lock();
    try {
      // Each piece of work asks for a rest; only the last one's is due.
      if (System.nanoTime() - lastNanos >= idleNanos) {
        rest.run();
      }
    } finally {
      work.unlock();
    }
  }

  /** Rests for good; waits for the work under way. */
  @Override
  public void close() {
    clock.shutdownNow();
    work.lock();
    try {
      closed = true;
      rest.run();
    } finally {
      work.unlock();
    }
  }
}
