package dev.weft.classifier.consume;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks of other threads on the poll thread. Wakes up a poll that waits for records, at most
 * once per wait, so that an answer is committed as soon as it is there.
 */
public final class PollThreadTasks {

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Runnable waker = () -> {};

  /** Submits a task. Thread-safe. */
  public void submit(Runnable task) {
    tasks.add(task);
    wake();
  }

  /** Ends the current or next wait. Thread-safe. */
  public void wake() {
    if (asleep.compareAndSet(true, false)) {
      waker.run();
    }
  }

  /** Sets the action that ends a wait between {@link #beforeWait} and {@link #afterWait}. */
  void wakeBy(Runnable newWaker) {
    this.waker = newWaker;
  }

  /**
   * Announces that the poll thread is about to wait; returns true if it must not, since there are
   * tasks.
   */
  boolean beforeWait() {
    asleep.set(true);
    return !tasks.isEmpty();
  }

  void afterWait() {
    asleep.set(false);
  }

  /** Runs all submitted tasks, on the poll thread. */
  void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Waits for a task and runs it; used while the poll thread must not poll. */
  public void runNext(long nanos) throws InterruptedException {
    var task = tasks.poll(nanos, TimeUnit.NANOSECONDS);
    if (task != null) {
      task.run();
      runAll();
    }
  }
}
