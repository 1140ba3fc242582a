package dev.weft.gateway.rollouts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** One model's states as they come. Not thread-safe: {@link Rollouts} guards it. */
final class RolloutLog {

  /** States kept for streams that come back. */
  static final int MAX_RECENT = 64;

  private final Deque<RolloutAt> recent = new ArrayDeque<>();
  private CompletableFuture<Void> changed = new CompletableFuture<>();

  /**
   * What was there before changes nothing.
   *
   * @return the sign for those who wait, to be given outside the lock; null if nothing changed
   */
  CompletableFuture<Void> add(RolloutAt next) {
    if (!recent.isEmpty() && next.offset() <= newest().offset()) {
      return null;
    }
    recent.add(next);
    if (recent.size() > MAX_RECENT) {
      recent.remove();
    }
    CompletableFuture<Void> sign = changed;
    changed = new CompletableFuture<>();
    return sign;
  }

  /** There is one: a log begins with a state. */
  RolloutAt newest() {
    return recent.getLast();
  }

  /** The first kept state behind an offset; null if there is none yet. */
  RolloutAt after(long offset) {
    for (RolloutAt each : recent) {
      if (each.offset() > offset) {
        return each;
      }
    }
    return null;
  }

  CompletableFuture<Void> changed() {
    return changed;
  }
}
