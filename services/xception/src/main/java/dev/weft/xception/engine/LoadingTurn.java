package dev.weft.xception.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A lock by which only one model is loaded at a time. Loading uses all cores while loaded models
 * serve: concurrent loads would slow their calls so much that they overlap, which would trigger the
 * load of another session at the worst time. This affects performance only, so a load that takes
 * too long, or hangs, loses the lock to the next waiter. Thread-safe.
 */
public final class LoadingTurn {

  public static final LoadingTurn OF_THE_PROCESS = new LoadingTurn(Duration.ofMinutes(2));

  private final long longestNanos;
  private Held held;

  /** The lock, held since a point in time. */
  public final class Held implements AutoCloseable {
    private final long since = System.nanoTime();

    private Held() {}

    /** Releases the lock, unless it was lost. */
    @Override
    public void close() {
      release(this);
    }
  }

  /**
   * @param longest how long others wait for a load in progress
   */
  public LoadingTurn(Duration longest) {
    this.longestNanos = longest.toNanos();
  }

  /** Loads when no other load is in progress. */
  @SuppressWarnings("try") // the lock is only held
  public <T> T take(Supplier<T> load) {
    try (Held mine = acquire()) {
      return load.get();
    }
  }

  /** Acquires the lock if no other load is in progress; the caller closes it. */
  public synchronized Optional<Held> begin() {
    if (held != null) {
      return Optional.empty();
    }
    held = new Held();
    return Optional.of(held);
  }

  private synchronized Held acquire() {
    boolean interrupted = false;
    while (held != null) {
      long left = longestNanos - (System.nanoTime() - held.since);
      if (left <= 0) {
        break;
      }
      try {
        // At least a millisecond, since wait(0) would never time out.
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    held = new Held();
    return held;
  }

  private synchronized void release(Held done) {
    if (held == done) {
      held = null;
      notifyAll();
    }
  }
}
