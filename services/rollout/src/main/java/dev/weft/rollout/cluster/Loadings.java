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
 * Which replica loads which version, and since when, also those that fell silent over it. A replica
 * that starts again in the middle goes on where it was: it may have been the version that ended it.
 * Times are measured by a clock that never jumps. Thread-safe.
 */
final class Loadings {
  private final Duration remembered;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<Key, Times> loadings = new HashMap<>();

  private record Key(String model, String replica, int version) {}

  /**
   * Readings of the clock.
   *
   * @param revision that the replica acted on
   */
  private record Times(long since, long heard, int revision) {}

  /**
   * @param remembered silence after which nothing more is known of a replica
   */
  Loadings(Duration remembered) {
    this(remembered, InstantSource.system(), System::nanoTime);
  }

  Loadings(Duration remembered, InstantSource clock, LongSupplier nanoTime) {
    this.remembered = remembered;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Takes a report in; one that lay in the topic before is taken for new. */
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
        // A replica that has just started does not know yet what is asked of it.
        .orElse(report.revision() >= times.revision());
  }

  /** Of a model, now. */
  synchronized List<Loading> of(String model) {
    long now = nanoTime.getAsLong();
    loadings.values().removeIf(times -> now - times.heard() > remembered.toNanos());
    var instant = clock.instant();
    return loadings.entrySet().stream()
        .filter(loading -> loading.getKey().model().equals(model))
        .map(
            loading ->
                new Loading(
                    loading.getKey().replica(),
                    loading.getKey().version(),
                    instant.minusNanos(now - loading.getValue().since()),
                    instant.minusNanos(now - loading.getValue().heard())))
        .toList();
  }
}
