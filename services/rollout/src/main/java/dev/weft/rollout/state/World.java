package dev.weft.rollout.state;

import dev.weft.events.RolloutObserved;
import dev.weft.events.RolloutObserved.ReplicaVersion;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is known of a model at a moment. Not to be changed once it is made.
 *
 * @param published versions that lie in the store
 * @param replicas the newest word of each live replica
 * @param evidence what is measured of candidates
 */
public record World(
    NavigableSet<Integer> published, List<RolloutObserved> replicas, Evidence evidence) {
  public World {
    published = Collections.unmodifiableNavigableSet(new TreeSet<>(published));
    replicas = replicas.stream().sorted(Comparator.comparing(RolloutObserved::replica)).toList();
    Objects.requireNonNull(evidence, "evidence");
  }

  boolean isPublished(int version) {
    return published.contains(version);
  }

  /** Whether every live replica can answer with a version at once. */
  public Readiness readiness(String model, int version) {
    if (replicas.isEmpty()) {
      return new Readiness.Lacking("no classifier that serves " + model + " has been heard of");
    }
    Optional<Readiness> lacking = Optional.empty();
    for (RolloutObserved replica : replicas) {
      Readiness one = readiness(replica, version);
      if (one instanceof Readiness.Refused) {
        return one;
      }
      if (lacking.isEmpty() && one instanceof Readiness.Lacking) {
        lacking = Optional.of(one);
      }
    }
    return lacking.orElseGet(Readiness.Ready::new);
  }

  private static Readiness readiness(RolloutObserved replica, int version) {
    Optional<ReplicaVersion> held =
        replica.versions().stream().filter(v -> v.version() == version).findFirst();
    String who = "replica " + replica.replica();
    String what = replica.model() + ":" + version;
    if (held.isEmpty()) {
      return new Readiness.Lacking(who + " has not begun to load " + what);
    }
    String why = held.get().reason() == null ? "it does not say why" : held.get().reason();
    return switch (held.get().state()) {
      case READY -> new Readiness.Ready();
      case LOADING -> new Readiness.Lacking(who + " is loading " + what);
      case FAILED ->
          new Readiness.Lacking(
              "%s could not load %s and tries again: %s".formatted(who, what, why));
      case REFUSED -> new Readiness.Refused("%s refuses %s: %s".formatted(who, what, why));
    };
  }
}
