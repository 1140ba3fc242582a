package dev.weft.xception.engine;

import dev.weft.base.LoadPriority;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The cores as the calls of all models use them. Calls on all cores run in turn: two side by side
 * would both take twice as long, those of two versions as well as those of one, and the times of a
 * rollout's versions would say more about each other than about the versions. This affects
 * performance only, so a call that takes too long, or hangs, is not waited for. Thread-safe.
 */
public final class SharedCores {

  public static final SharedCores OF_THE_PROCESS = new SharedCores(Duration.ofSeconds(1));

  /** Number of calls that weigh in {@link #overlapping}. */
  private static final double RECENT = 8;

  private final long longestNanos;
  private final Lock all = new ReentrantLock(true);
  private int running;

  /** Share of recent calls that found another one in progress. */
  private double overlapping;

  /** A call in progress. */
  public final class Call implements AutoCloseable {
    private final boolean counted;
    private final double overlapping;

    private Call(boolean counted, double overlapping) {
      this.counted = counted;
      this.overlapping = overlapping;
    }

    /** Returns the share of recent calls, with this one, that found another one in progress. */
    public double overlapping() {
      return overlapping;
    }

    @Override
    public void close() {
      if (counted) {
        ended();
      }
    }
  }

  /**
   * @param longest how long a call waits for its turn
   */
  public SharedCores(Duration longest) {
    this.longestNanos = longest.toNanos();
  }

  /** Starts a call, which the caller closes. Calls of low priority are not counted. */
  public synchronized Call begin() {
    if (LoadPriority.isBackground()) {
      return new Call(false, 0);
    }
    running++;
    overlapping += ((running > 1 ? 1 : 0) - overlapping) / RECENT;
    return new Call(true, overlapping);
  }

  private synchronized void ended() {
    running--;
  }

  /**
   * Runs work on all cores once the work of earlier callers has ended. Work of low priority neither
   * waits nor is waited for.
   */
  public <T> T inTurn(Supplier<T> work) {
    if (LoadPriority.isBackground() || !isMyTurn()) {
      return work.get();
    }
    try {
      return work.get();
    } finally {
      all.unlock();
    }
  }

  private boolean isMyTurn() {
    boolean interrupted = false;
    long until = System.nanoTime() + longestNanos;
    try {
      while (true) {
        try {
          return all.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
