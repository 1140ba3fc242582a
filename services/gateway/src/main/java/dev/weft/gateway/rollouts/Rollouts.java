package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Each model's current and recent states. Thread-safe. */
public final class Rollouts {

  private final Map<String, RolloutLog> logs = new TreeMap<>();

  /**
   * Processes a state; ignores one that was processed before.
   *
   * @param offset in its topic
   */
  public void apply(RolloutChanged state, long offset) {
    CompletableFuture<Void> changed;
    synchronized (this) {
      changed =
          logs.computeIfAbsent(state.model(), unknown -> new RolloutLog())
              .add(new RolloutAt(offset, state));
    }
    if (changed != null) {
      changed.complete(null);
    }
  }

  /** A model's state; empty if it has none. */
  public synchronized Optional<RolloutChanged> get(String model) {
    return Optional.ofNullable(logs.get(model)).map(log -> log.newest().state());
  }

  /** All current states, by the models' names. */
  public synchronized List<RolloutChanged> all() {
    return logs.values().stream().map(log -> log.newest().state()).toList();
  }

  /**
   * The next state for a subscriber; empty after the time limit.
   *
   * @param model one that has a state
   * @param after offset of the subscriber's last state; negative for none, which starts with the
   *     newest
   */
  public CompletableFuture<Optional<RolloutAt>> next(String model, long after, Duration timeout) {
    CompletableFuture<Void> changed;
    synchronized (this) {
      RolloutLog log = logs.get(model);
      RolloutAt news = log.after(after < 0 ? log.newest().offset() - 1 : after);
      if (news != null) {
        return CompletableFuture.completedFuture(Optional.of(news));
      }
      changed = log.changed();
    }
    return changed
        .thenApply(ignored -> true)
        .completeOnTimeout(false, timeout.toNanos(), TimeUnit.NANOSECONDS)
        .thenCompose(
            woken ->
                woken
                    ? next(model, after, timeout)
                    : CompletableFuture.completedFuture(Optional.empty()));
  }
}
