package dev.weft.gateway.rollouts;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.kafka.read.LiveReplicas;
import java.util.List;
import java.util.Optional;

/**
 * Versions that classifiers refuse to load. A classifier loads a version in a separate process
 * first, since its graph may crash the process that loads it or take all of its memory; a process
 * without such a check does not load these versions. Thread-safe.
 */
public final class RefusedVersions {
  private final LiveReplicas replicas;

  public RefusedVersions(LiveReplicas replicas) {
    this.replicas = replicas;
  }

  /**
   * Why a version is refused by every classifier that has reported in the last minutes that it
   * tried to load it; empty if one has it loaded, or none has tried.
   */
  public Optional<String> why(ModelRef version) {
    List<ReplicaVersion> tried =
        replicas.of(version.name()).stream()
            .flatMap(replica -> replica.report().versions().stream())
            .filter(held -> held.version() == version.version())
            .toList();
    return tried.stream().anyMatch(held -> held.state() == State.READY)
        ? Optional.empty()
        : tried.stream()
            .filter(held -> held.state() == State.REFUSED || held.state() == State.FAILED)
            .findFirst()
            .map(held -> held.reason() == null ? "no reason was given" : held.reason());
  }
}
