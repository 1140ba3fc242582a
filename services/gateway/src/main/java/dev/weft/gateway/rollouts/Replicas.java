package dev.weft.gateway.rollouts;

import dev.weft.events.RolloutObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each classifier's replica said last. Those that were silent for long are forgotten.
 * Thread-safe.
 */
public final class Replicas {

  /** How long one that says nothing more is remembered. */
  public static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final Duration timeout;
  private final Map<String, Map<String, RolloutObserved>> byModel = new TreeMap<>();

  /**
   * None yet.
   *
   * @param timeout silence after which a replica counts as gone
   */
  public Replicas(Duration timeout) {
    this.timeout = timeout;
  }

  /** Takes a report in; of two of a replica the one that was made later counts. */
  public synchronized void apply(RolloutObserved report) {
    byModel
        .computeIfAbsent(report.model(), unknown -> new TreeMap<>())
        .merge(
            report.replica(),
            report,
            (before, now) -> now.observedAt().isBefore(before.observedAt()) ? before : now);
  }

  /** Models that a replica has reported about. */
  public synchronized List<String> models() {
    return List.copyOf(byModel.keySet());
  }

  /** The newest report of each replica, by their names. */
  public synchronized List<RolloutObserved> of(String model, Instant now) {
    Map<String, RolloutObserved> replicas = byModel.getOrDefault(model, Map.of());
    replicas.values().removeIf(report -> report.observedAt().isBefore(now.minus(REMEMBERED)));
    return List.copyOf(replicas.values());
  }

  /** Whether a rollout waits for the replica. */
  public boolean isLive(RolloutObserved report, Instant now) {
    return !report.leaving() && !report.observedAt().isBefore(now.minus(timeout));
  }
}
