package dev.weft.gateway.rollouts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Recent states of one model. Not thread-safe: guarded by {@link Rollouts}. */
final class RolloutLog {

  /** Number of states kept for streams that resume. */
  static final int MAX_RECENT = 64;

  private final Deque<RolloutAt> recent = new ArrayDeque<>();
  private CompletableFuture<Void> changed = new CompletableFuture<>();

  /**
   * Adds a state; ignores one that is not newer.
   *
   * @return the future of waiting subscribers, to be completed outside of the lock; null if nothing
   *     changed
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

  /** The newest state; a log is created with its first state. */
  RolloutAt newest() {
    return recent.getLast();
  }

  /** The first kept state after an offset; null if there is none yet. */
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
