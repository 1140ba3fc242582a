package dev.weft.xception.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One model is loaded at a time. Loading takes every core that it gets, and what is loaded already
 * serves meanwhile: two at once would slow its calls so far that they overlap, which would have it
 * load a session for that too, just then. This is a matter of speed alone, so a load that takes
 * very long, or hangs, loses its turn to whoever waits. Thread-safe.
 */
public final class LoadingTurn {

  public static final LoadingTurn OF_THE_PROCESS = new LoadingTurn(Duration.ofMinutes(2));

  private final long longestNanos;
  private Held held;

  /** Who has the turn, and since when. */
  public final class Held implements AutoCloseable {
    private final long since = System.nanoTime();

    private Held() {}

    /** Gives the turn back, unless it was lost. */
    @Override
    public void close() {
      release(this);
    }
  }

  /**
   * @param longest how long others wait for one that loads
   */
  public LoadingTurn(Duration longest) {
    this.longestNanos = longest.toNanos();
  }

  /** Loads when nothing else is being loaded. */
  @SuppressWarnings("try") // the turn is only held
  public <T> T take(Supplier<T> load) {
    try (Held mine = acquire()) {
      return load.get();
    }
  }

  /** The turn if nothing else is being loaded: the caller's until it is closed. */
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
        // At least a millisecond, or it would wait for ever.
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
