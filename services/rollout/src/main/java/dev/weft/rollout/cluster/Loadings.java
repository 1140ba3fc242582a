package dev.weft.rollout.cluster;

import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.rollout.state.Loading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tracks which replica is loading which version, and since when. Replicas that stopped reporting
 * while they loaded are remembered, and a replica that restarts during a load keeps its start time,
 * since the version may have crashed it. Times are measured by a monotonic clock. Thread-safe.
 */
final class Loadings {
  private final Duration remembered;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<Key, Times> loadings = new HashMap<>();

  private record Key(String model, String replica, int version) {}

  /**
   * Readings of the monotonic clock, in nanoseconds.
   *
   * @param since when the load was first reported
   * @param reported when the replica last reported
   * @param revision of the decision that the replica acted on
   */
  private record Times(long since, long reported, int revision) {}

  /**
   * @param remembered how long a replica that does not report is remembered
   */
  Loadings(Duration remembered) {
    this(remembered, InstantSource.system(), System::nanoTime);
  }

  Loadings(Duration remembered, InstantSource clock, LongSupplier nanoTime) {
    this.remembered = remembered;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Processes a report. The time of its receipt counts, also for a report that was in the topic
   * before.
   */
  synchronized void accept(RolloutObserved report) {
    long now = nanoTime.getAsLong();
    loadings
        .entrySet()
        .removeIf(
            loading ->
                loading.getKey().model().equals(report.model())
                    && loading.getKey().replica().equals(report.replica())
                    && isOver(loading.getKey().version(), loading.getValue(), report));
    loadings.replaceAll(
        (key, times) ->
            key.model().equals(report.model()) && key.replica().equals(report.replica())
                ? new Times(times.since(), now, times.revision())
                : times);
    if (report.leaving()) {
      return;
    }
    report.versions().stream()
        .filter(version -> version.state() == State.LOADING)
        .forEach(
            version ->
                loadings.putIfAbsent(
                    new Key(report.model(), report.replica(), version.version()),
                    new Times(now, now, report.revision())));
  }

  private static boolean isOver(int version, Times times, RolloutObserved report) {
    if (report.leaving()) {
      return true;
    }
    return report.versions().stream()
        .filter(held -> held.version() == version)
        .map(ReplicaVersion::state)
        .findFirst()
        .map(state -> state != State.LOADING)
        // A replica that has just started may not have read the decision yet.
        .orElse(report.revision() >= times.revision());
  }

  /** Current loads of a model's versions. */
  synchronized List<Loading> of(String model) {
    long now = nanoTime.getAsLong();
    loadings.values().removeIf(times -> now - times.reported() > remembered.toNanos());
    var instant = clock.instant();
    return loadings.entrySet().stream()
        .filter(loading -> loading.getKey().model().equals(model))
        .map(
            loading ->
                new Loading(
                    loading.getKey().replica(),
                    loading.getKey().version(),
                    instant.minusNanos(now - loading.getValue().since()),
                    instant.minusNanos(now - loading.getValue().reported())))
        .toList();
  }
}
