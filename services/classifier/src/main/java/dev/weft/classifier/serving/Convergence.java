package dev.weft.classifier.serving;

import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.events.RolloutObserved.ReplicaVersion;
import dev.weft.events.RolloutObserved.State;
import dev.weft.events.kafka.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * How far a replica is on its way to what the newest state asks for: what is loaded, what could not
 * be, and what takes part in images. Not thread-safe.
 */
final class Convergence {

  private final HeldVersions held;
  private final Attempts attempts;
  private final Map<Integer, ServingModel> ready = new HashMap<>();
  private Wanted wanted = Wanted.NOTHING;

  /**
   * @param held is given what takes part
   * @param backoff of versions that could not be loaded
   */
  Convergence(HeldVersions held, Backoff backoff) {
    this.held = held;
    this.attempts = new Attempts(backoff, new SplittableRandom());
  }

  Wanted wanted() {
    return wanted;
  }

  /** From now on this is asked for; false if it was before. */
  boolean want(Wanted next) {
    boolean isNew = !next.equals(wanted);
    wanted = next;
    attempts.keep(next.versions());
    return isNew;
  }

  /**
   * The version to load next, if it is time for one. What serves comes first: a candidate without
   * it answers nobody.
   *
   * @param now reading of {@link System#nanoTime()}
   */
  Optional<Integer> next(long now) {
    return wanted.versions().stream()
        .filter(version -> version.equals(wanted.serving()) || ready.containsKey(wanted.serving()))
        .filter(version -> !ready.containsKey(version))
        .filter(version -> attempts.isDue(version, wanted.naming(version), now))
        .findFirst();
  }

  /** How long to wait until there may be a {@link #next}, if nothing else happens. */
  Duration untilNext(long now) {
    return attempts.untilDue(now);
  }

  /** Whether a version that was being loaded is still asked for. */
  boolean isWanted(int version) {
    return wanted.versions().contains(version);
  }

  /**
   * A version is loaded. Closed at once if it cannot take part, since by now another is to serve
   * first.
   */
  void loaded(ServingModel model) {
    attempts.succeeded(model.ref().version());
    ready.put(model.ref().version(), model);
    settle();
    if (!ready.containsValue(model)) {
      model.engine().close();
    }
  }

  void failed(int version, String reason, long now) {
    attempts.failed(version, reason, now);
  }

  void refused(int version, String reason) {
    attempts.refused(version, reason, wanted.naming(version));
  }

  /**
   * Lets those take part that are asked for and loaded. Until the version that is to serve is, the
   * one that did goes on, without a candidate: a split is between its own two versions.
   */
  void settle() {
    var right = Optional.ofNullable(ready.get(wanted.serving()));
    var serving = right.or(held::serving);
    var candidate = right.map(model -> ready.get(wanted.candidate()));
    serving.ifPresent(model -> held.become(model, candidate, wanted.split()));
    ready.values().retainAll(Stream.concat(serving.stream(), candidate.stream()).toList());
  }

  /** Why a version could not be loaded; empty if it could, or was not tried. */
  Optional<String> reason(int version) {
    return attempts.reason(version);
  }

  ReplicaStatus status() {
    var serving = held.serving();
    return new ReplicaStatus(
        wanted.revision(),
        serving.map(model -> model.ref().version()).orElse(null),
        wanted.candidate(),
        wanted.versions().stream().map(this::report).toList(),
        serving.map(model -> model.engine().info().name()).orElse(null));
  }

  private ReplicaVersion report(int version) {
    var model = ready.get(version);
    if (model != null) {
      return new ReplicaVersion(version, State.READY, null, model.engine().residentBytes());
    }
    return attempts
        .report(version)
        .orElseGet(() -> new ReplicaVersion(version, State.LOADING, null, null));
  }
}
