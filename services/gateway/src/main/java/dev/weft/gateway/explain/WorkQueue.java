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
 * Runs tasks one at a time in order of arrival, with a bounded queue, and an action after a time
 * without tasks. Thread-safe.
 */
final class WorkQueue implements AutoCloseable {
  private final Semaphore places;
  private final ReentrantLock work = new ReentrantLock(true);
  private final long idleNanos;
  private final Runnable rest;

  /** Ignores tasks that are submitted after its shutdown. */
  private final ScheduledExecutorService clock =
      new ScheduledThreadPoolExecutor(
          1,
          DaemonThreads.single("weft-gateway-explanations"),
          new ThreadPoolExecutor.DiscardPolicy());

  private long lastNanos;
  private boolean closed;

  /**
   * @param waiting capacity of the queue
   * @param idle time without tasks before the action
   * @param rest the idle action; never runs concurrently with a task
   */
  WorkQueue(int waiting, Duration idle, Runnable rest) {
    this.places = new Semaphore(waiting + 1);
    this.idleNanos = idle.toNanos();
    this.rest = rest;
  }

  /** Runs a task in turn and waits for it; empty if the queue is full, or after closing. */
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
      // Each task schedules the idle action; only that of the last task is due.
      if (System.nanoTime() - lastNanos >= idleNanos) {
        rest.run();
      }
    } finally {
      work.unlock();
    }
  }

  /** Runs the idle action a last time; waits for the task in progress. */
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
