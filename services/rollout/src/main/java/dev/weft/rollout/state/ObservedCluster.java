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
 * What is known of a model at a moment. Not to be changed once it is made.
 *
 * @param published versions that lie in the store
 * @param replicas the newest word of each live replica
 * @param evidence what is measured of candidates
 * @param loadings what replicas are loading, or were when they fell silent
 * @param loadTimeout how long a replica may load a version
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

  /** Nothing is known of what is being loaded. */
  public ObservedCluster(
      NavigableSet<Integer> published, List<RolloutObserved> replicas, Evidence evidence) {
    this(published, replicas, evidence, List.of(), Duration.ofMinutes(1));
  }

  /**
   * Why a rollout's candidate is to be taken back, since a replica loads it for too long or fell
   * silent over it and has not come back; empty if none did.
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
            : "replica %s fell silent while it was loading %s, and has not come back within %s";
    return (what + " (weft.rollout.load-timeout)")
        .formatted(loading.replica(), candidate, loadTimeout);
  }

  /**
   * What keeps a candidate that every live replica has from going on: a replica that fell silent
   * while it loaded it; empty if none did.
   */
  Optional<String> silent(ServingState servingState, RolloutProgress progress) {
    return of(progress)
        .filter(loading -> !isLive(loading.replica()))
        .map(
            loading ->
                "replica %s fell silent while it was loading %s"
                    .formatted(loading.replica(), progress.ref(servingState)))
        .findFirst();
  }

  /** Replicas that were heard of during the rollout: of those before it nothing is known. */
  private Stream<Loading> of(RolloutProgress progress) {
    return loadings.stream()
        .filter(loading -> loading.version() == progress.version())
        .filter(loading -> loading.heardAt().isAfter(progress.startedAt()));
  }

  private static Instant since(Loading loading, RolloutProgress progress) {
    return loading.since().isBefore(progress.startedAt()) ? progress.startedAt() : loading.since();
  }

  private boolean isLive(String replica) {
    return replicas.stream().anyMatch(report -> report.replica().equals(replica));
  }

  /** Whether every live replica can answer with a version at once. */
  public Readiness readiness(String model, int version) {
    return Readiness.of(new ModelRef(model, version), replicas);
  }
}
