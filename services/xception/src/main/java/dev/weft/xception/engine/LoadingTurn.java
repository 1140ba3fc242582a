package dev.weft.xception.engine;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * One model is loaded at a time. Loading takes every core that it gets, and what is loaded already
 * serves meanwhile: two at once would slow its calls so far that they overlap, which would have it
 * load its own lanes too, just then. Thread-safe.
 */
final class LoadingTurn {

  static final LoadingTurn OF_THE_PROCESS = new LoadingTurn();

  private final Semaphore free = new Semaphore(1, true);

  /** Loads when nothing else is being loaded. */
  <T> T take(Supplier<T> load) {
    free.acquireUninterruptibly();
    try {
      return load.get();
    } finally {
      free.release();
    }
  }

  /** True if nothing else is being loaded: it is the caller's until {@link #end}. */
  boolean begin() {
    return free.tryAcquire();
  }

  void end() {
    free.release();
  }
}
