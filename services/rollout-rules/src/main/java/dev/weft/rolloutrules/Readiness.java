package dev.weft.rolloutrules;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether the live replicas have a version. */
public sealed interface Readiness {

  /** A message for people; null if there is none. */
  String detail();

  /** All live replicas can classify with the version at once, and there is at least one. */
  record Ready() implements Readiness {
    @Override
    public String detail() {
      return null;
    }
  }

  /**
   * At least one replica does not have the version yet.
   *
   * @param detail which replica lacks it, and why
   */
  record Lacking(String detail) implements Readiness {
    public Lacking {
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * A replica cannot load the version: it is broken, or does not fit.
   *
   * @param detail which replica reported that, and why
   */
  record Refused(String detail) implements Readiness {
    public Refused {
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * Evaluates whether every replica can classify with a version at once.
   *
   * @param replicas the newest report of each live replica
   */
  static Readiness of(ModelRef version, List<RolloutObserved> replicas) {
    if (replicas.isEmpty()) {
      return new Lacking("no classifier of " + version.name() + " has reported yet");
    }
    Optional<Readiness> lacking = Optional.empty();
    for (RolloutObserved replica : replicas) {
      Readiness one = of(version, replica);
      if (one instanceof Refused) {
        return one;
      }
      if (lacking.isEmpty() && one instanceof Lacking) {
        lacking = Optional.of(one);
      }
    }
    return lacking.orElseGet(Ready::new);
  }

  private static Readiness of(ModelRef version, RolloutObserved replica) {
    Optional<ReplicaVersion> held =
        replica.versions().stream().filter(v -> v.version() == version.version()).findFirst();
    String who = "replica " + replica.replica();
    if (held.isEmpty()) {
      return new Lacking(who + " has not started loading " + version);
    }
    Optional<String> reason = Optional.ofNullable(held.get().reason());
    String why = reason.orElse("no reason given");
    return switch (held.get().state()) {
      case READY -> new Ready();
      case LOADING ->
          new Lacking(
              reason
                  .map(waits -> "%s has not started loading %s: %s".formatted(who, version, waits))
                  .orElse(who + " is loading " + version));
      case FAILED ->
          new Lacking("%s failed to load %s and is retrying: %s".formatted(who, version, why));
      case REFUSED -> new Refused("%s rejects %s: %s".formatted(who, version, why));
    };
  }
}
