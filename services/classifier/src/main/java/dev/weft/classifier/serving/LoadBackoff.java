package dev.weft.classifier.serving;

import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tracks versions that could not be loaded, and when to try again: failed ones after a back-off,
 * refused ones when they are asked for by another decision. Not thread-safe.
 */
final class LoadBackoff {

  private final Map<Integer, Attempt> attempts = new HashMap<>();
  private final Backoff backoff;
  private final RandomGenerator random;

  /**
   * @param failures number of failures in a row
   * @param again reading of {@link System#nanoTime()} from which it is tried again
   * @param naming decision that it was refused under; null if it failed
   */
  private record Attempt(String reason, int failures, long again, String naming) {
    boolean isDue(String namedNow, long now) {
      return naming == null ? now - again >= 0 : !naming.equals(namedNow);
    }

    ReplicaVersion report(int version) {
      return new ReplicaVersion(
          version, naming == null ? State.FAILED : State.REFUSED, reason, null);
    }
  }

  LoadBackoff(Backoff backoff, RandomGenerator random) {
    this.backoff = backoff;
    this.random = random;
  }

  void failed(int version, String reason, long now) {
    var before = attempts.get(version);
    int failures = before == null || before.naming() != null ? 1 : before.failures() + 1;
    failed(version, reason, failures, Duration.ZERO, now);
  }

  /**
   * Records failures of a version, some of them possibly before this process started.
   *
   * @param since time since the last failure
   */
  void failed(int version, String reason, int failures, Duration since, long now) {
    Duration left = backoff.delay(failures, random).minus(since);
    long again = now + Math.max(0, left.toNanos());
    attempts.put(version, new Attempt(reason, failures, again, null));
  }

  /** Whether a failure or refusal of the version is recorded. */
  boolean know(int version) {
    return attempts.containsKey(version);
  }

  void refused(int version, String reason, String naming) {
    attempts.put(version, new Attempt(reason, 0, 0, naming));
  }

  void succeeded(int version) {
    attempts.remove(version);
  }

  /** Drops the records of all other versions. */
  void keep(List<Integer> versions) {
    attempts.keySet().retainAll(versions);
  }

  boolean isDue(int version, String naming, long now) {
    var attempt = attempts.get(version);
    return attempt == null || attempt.isDue(naming, now);
  }

  /** Time until a retry may be due, within the shortest and the longest back-off. */
  Duration untilDue(long now) {
    return attempts.values().stream()
        .filter(attempt -> attempt.naming() == null)
        .map(attempt -> Duration.ofNanos(attempt.again() - now))
        .min(Duration::compareTo)
        .filter(due -> due.compareTo(backoff.most()) < 0)
        .map(due -> due.compareTo(backoff.first()) < 0 ? backoff.first() : due)
        .orElse(backoff.most());
  }

  /** Why the version could not be loaded, for people; empty if it has not failed. */
  Optional<String> reason(int version) {
    return Optional.ofNullable(attempts.get(version)).map(Attempt::reason);
  }

  Optional<ReplicaVersion> report(int version) {
    return Optional.ofNullable(attempts.get(version)).map(attempt -> attempt.report(version));
  }
}
