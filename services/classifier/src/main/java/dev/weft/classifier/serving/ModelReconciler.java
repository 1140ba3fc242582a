package dev.weft.classifier.serving;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Progress of a replica towards the newest state: which versions are loaded, which could not be,
 * and which are active. Not thread-safe.
 */
final class ModelReconciler {

  private final String model;
  private final LoadedModels held;
  private final LoadGuard guard;
  private final LoadBackoff attempts;
  private final Map<Integer, ServingModel> ready = new HashMap<>();
  private DesiredVersions wanted = DesiredVersions.NOTHING;

  /**
   * @param model its name
   * @param held receives the active versions
   * @param guard has the history of versions before this process started
   * @param backoff for versions that could not be loaded
   */
  ModelReconciler(String model, LoadedModels held, LoadGuard guard, Backoff backoff) {
    this.model = model;
    this.held = held;
    this.guard = guard;
    this.attempts = new LoadBackoff(backoff, new SplittableRandom());
  }

  DesiredVersions wanted() {
    return wanted;
  }

  /**
   * Sets the desired versions; returns false if they have not changed.
   *
   * @param now reading of {@link System#nanoTime()}
   */
  boolean want(DesiredVersions next, long now) {
    boolean isNew = !next.equals(wanted);
    wanted = next;
    attempts.keep(next.versions());
    next.versions().stream()
        .filter(version -> !ready.containsKey(version) && !attempts.know(version))
        .forEach(version -> remember(version, now));
    return isNew;
  }

  /** Applies failures from before a restart. */
  private void remember(int version, long now) {
    var past = guard.history().past(new ModelRef(model, version));
    int failures = past.failures(wanted.naming(version));
    if (failures > 0) {
      var since = Duration.ofMillis(guard.history().sinceFailure(past));
      crashed(version, past.reason(), failures, since, now);
    }
  }

  /**
   * The version to load next, if one is due. The serving version comes first, since a candidate
   * without it answers nothing.
   *
   * @param now reading of {@link System#nanoTime()}
   */
  Optional<Integer> next(long now) {
    return wanted.versions().stream()
        .filter(version -> version.equals(wanted.serving()) || ready.containsKey(wanted.serving()))
        .filter(version -> !ready.containsKey(version))
        .filter(version -> isDue(version, now))
        .findFirst()
        .or(() -> standIn().filter(version -> !ready.containsKey(version) && isDue(version, now)));
  }

  private boolean isDue(int version, long now) {
    return attempts.isDue(version, wanted.naming(version), now);
  }

  /**
   * The version that served here last, which serves again after a restart while the desired one
   * cannot be loaded. Empty if there is none, or a version serves.
   */
  private Optional<Integer> standIn() {
    Integer right = wanted.serving();
    if (right == null || ready.containsKey(right) || attempts.reason(right).isEmpty()) {
      return Optional.empty();
    }
    OptionalInt last = guard.history().served(model);
    return last.isPresent() && last.getAsInt() != right && held.serving().isEmpty()
        ? Optional.of(last.getAsInt())
        : Optional.empty();
  }

  /** Time until there may be a {@link #next}, if nothing else happens. */
  Duration untilNext(long now) {
    return attempts.untilDue(now);
  }

  /** Whether a version that was being loaded is still desired. */
  boolean isWanted(int version) {
    return wanted.versions().contains(version) || standIn().filter(v -> v == version).isPresent();
  }

  /**
   * Adds a loaded version. Closes it at once if it cannot be active because another must serve
   * first by now.
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

  /**
   * Records that a load crashed, hung or exceeded a limit. A candidate is given up after some
   * attempts; the desired serving version is retried with growing delays.
   */
  void crashed(int version, String reason, long now) {
    var past = guard.history().past(new ModelRef(model, version));
    int failures = Math.max(1, past.failures(wanted.naming(version)));
    crashed(version, reason, failures, Duration.ZERO, now);
  }

  private void crashed(int version, String reason, int failures, Duration since, long now) {
    boolean isCandidate = wanted.candidate() != null && wanted.candidate() == version;
    if (isCandidate && failures >= guard.limits().attempts()) {
      String given =
          "%s; gave up after %d attempts (weft.classifier.loading.attempts)"
              .formatted(reason, failures);
      attempts.refused(version, given, wanted.naming(version));
    } else {
      attempts.failed(version, reason, failures, since, now);
    }
  }

  void refused(int version, String reason) {
    attempts.refused(version, reason, wanted.naming(version));
  }

  /**
   * Activates the versions that are desired and loaded. Until the desired serving version is
   * loaded, the previous one serves without a candidate, since a split only applies to its own two
   * versions.
   */
  void settle() {
    var right = Optional.ofNullable(ready.get(wanted.serving()));
    var serving = right.or(held::serving).or(() -> standIn().map(ready::get));
    var candidate = right.map(model -> ready.get(wanted.candidate()));
    Stream.concat(serving.stream(), candidate.stream())
        .forEach(model -> model.uncertainty().follow(wanted.uncertainty()));
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
        .orElseGet(() -> new ReplicaVersion(version, State.LOADING, waitsFor(version), null));
  }

  /** What the version waits for; null if it is next. */
  private String waitsFor(int version) {
    Integer first = wanted.serving();
    if (first == null || first == version || ready.containsKey(first)) {
      return null;
    }
    return attempts
        .reason(first)
        .map(
            reason ->
                "it is waiting for version %d, which must serve first: %s".formatted(first, reason))
        .orElse(null);
  }
}
