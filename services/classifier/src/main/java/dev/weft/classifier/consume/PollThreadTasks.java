package dev.weft.classifier.consume;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How other threads reach the poll thread: what they post is run there. A poll that waits for
 * records is woken at once, and at most once, so that an answer is committed when it is there.
 */
public final class PollThreadTasks {

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Runnable waker = () -> {};

  /** Thread-safe. */
  public void submit(Runnable task) {
    tasks.add(task);
    wake();
  }

  /** Ends the present or next wait. Thread-safe. */
  public void wake() {
    if (asleep.compareAndSet(true, false)) {
      waker.run();
    }
  }

  /** Sets what ends a wait between {@link #beforeWait} and {@link #afterWait}. */
  void wakeBy(Runnable newWaker) {
    this.waker = newWaker;
  }

  /** The poll thread says that it is about to wait; true if it should not, as there is post. */
  boolean beforeWait() {
    asleep.set(true);
    return !tasks.isEmpty();
  }

  void afterWait() {
    asleep.set(false);
  }

  /** Runs what was posted, on the poll thread. */
  void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Waits for post and runs it; used where the poll thread must not poll. */
  public void runNext(long nanos) throws InterruptedException {
    var task = tasks.poll(nanos, TimeUnit.NANOSECONDS);
    if (task != null) {
      task.run();
      runAll();
    }
  }
}
