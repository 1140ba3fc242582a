package dev.weft.rollout.state;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.rolloutrules.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Observed state of a model's cluster at a moment. Must not be modified once constructed.
 *
 * @param published versions that are in the store
 * @param replicas the newest report of each live replica
 * @param evidence measurements of candidates
 * @param loadings what replicas are loading, or were loading when they stopped reporting
 * @param loadTimeout longest time that a replica may take to load a version
 */
public record ObservedCluster(
    NavigableSet<Integer> published,
    List<RolloutObserved> replicas,
    Evidence evidence,
    List<Loading> loadings,
    Duration loadTimeout) {
  public ObservedCluster {
    loadings =
        loadings.stream()
            .sorted(Comparator.comparing(Loading::replica).thenComparing(Loading::version))
            .toList();
    Objects.requireNonNull(loadTimeout, "loadTimeout");
    published = Collections.unmodifiableNavigableSet(new TreeSet<>(published));
    replicas = replicas.stream().sorted(Comparator.comparing(RolloutObserved::replica)).toList();
    Objects.requireNonNull(evidence, "evidence");
  }

  /** A cluster without known loads. */
  public ObservedCluster(
      NavigableSet<Integer> published, List<RolloutObserved> replicas, Evidence evidence) {
    this(published, replicas, evidence, List.of(), Duration.ofMinutes(1));
  }

  /**
   * Why a rollout's candidate must be rolled back: a replica takes too long to load it, or stopped
   * reporting while it loaded it and has not come back. Empty if there is no such replica.
   */
  Optional<String> overdue(ServingState servingState, RolloutProgress progress, Instant now) {
    return of(progress)
        .filter(loading -> since(loading, progress).plus(loadTimeout).isBefore(now))
        .map(loading -> overdue(loading, progress.ref(servingState)))
        .findFirst();
  }

  private String overdue(Loading loading, ModelRef candidate) {
    String what =
        isLive(loading.replica())
            ? "replica %s has not loaded %s within %s"
            : "replica %s stopped reporting while it was loading %s, and has not resumed within %s";
    return (what + " (weft.rollout.load-timeout)")
        .formatted(loading.replica(), candidate, loadTimeout);
  }

  /**
   * A message about a replica that stopped reporting while it loaded the candidate, which prevents
   * the rollout from proceeding though every live replica has the candidate; empty if there is
   * none.
   */
  Optional<String> silent(ServingState servingState, RolloutProgress progress) {
    return of(progress)
        .filter(loading -> !isLive(loading.replica()))
        .map(
            loading ->
                "replica %s stopped reporting while it was loading %s"
                    .formatted(loading.replica(), progress.ref(servingState)))
        .findFirst();
  }

  /** Loads by replicas that reported since the rollout began; nothing is known of earlier ones. */
  private Stream<Loading> of(RolloutProgress progress) {
    return loadings.stream()
        .filter(loading -> loading.version() == progress.version())
        .filter(loading -> loading.lastReportAt().isAfter(progress.startedAt()));
  }

  private static Instant since(Loading loading, RolloutProgress progress) {
    return loading.since().isBefore(progress.startedAt()) ? progress.startedAt() : loading.since();
  }

  private boolean isLive(String replica) {
    return replicas.stream().anyMatch(report -> report.replica().equals(replica));
  }

  /** Whether every live replica can classify with a version at once. */
  public Readiness readiness(String model, int version) {
    return Readiness.of(new ModelRef(model, version), replicas);
  }
}
