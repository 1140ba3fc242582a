package dev.weft.rolloutrules;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether the live replicas have a version. */
public sealed interface Readiness {

  /** For people; null if there is nothing to say. */
  String detail();

  /** All of them can answer with it at once, and there is at least one. */
  record Ready() implements Readiness {
    @Override
    public String detail() {
      return null;
    }
  }

  /**
   * Not yet.
   *
   * @param detail which replica lacks it, and why
   */
  record Lacking(String detail) implements Readiness {
    public Lacking {
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * Never: it is broken, or does not fit.
   *
   * @param detail which replica says so, and why
   */
  record Refused(String detail) implements Readiness {
    public Refused {
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * Whether every replica can answer with a version at once.
   *
   * @param replicas the newest report of each live one
   */
  static Readiness of(ModelRef version, List<RolloutObserved> replicas) {
    if (replicas.isEmpty()) {
      return new Lacking("no classifier that serves " + version.name() + " has been heard of");
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
      return new Lacking(who + " has not begun to load " + version);
    }
    Optional<String> reason = Optional.ofNullable(held.get().reason());
    String why = reason.orElse("it does not say why");
    return switch (held.get().state()) {
      case READY -> new Ready();
      case LOADING ->
          new Lacking(
              reason
                  .map(waits -> "%s has not begun to load %s: %s".formatted(who, version, waits))
                  .orElse(who + " is loading " + version));
      case FAILED ->
          new Lacking("%s could not load %s and tries again: %s".formatted(who, version, why));
      case REFUSED -> new Refused("%s refuses %s: %s".formatted(who, version, why));
    };
  }
}
