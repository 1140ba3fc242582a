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
 * The versions that could not be loaded, and whether it is time to try again: what failed after a
 * back-off, what was refused when something else names the version. Not thread-safe.
 */
final class LoadBackoff {

  private final Map<Integer, Attempt> attempts = new HashMap<>();
  private final Backoff backoff;
  private final RandomGenerator random;

  /**
   * @param failures in a row
   * @param again reading of {@link System#nanoTime()} from which on it is tried again
   * @param naming that it was refused under; null if it failed
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
   * It has failed so often, some of that perhaps before this process began.
   *
   * @param since the last failure
   */
  void failed(int version, String reason, int failures, Duration since, long now) {
    Duration left = backoff.delay(failures, random).minus(since);
    long again = now + Math.max(0, left.toNanos());
    attempts.put(version, new Attempt(reason, failures, again, null));
  }

  /** Whether anything is known of it. */
  boolean know(int version) {
    return attempts.containsKey(version);
  }

  void refused(int version, String reason, String naming) {
    attempts.put(version, new Attempt(reason, 0, 0, naming));
  }

  void succeeded(int version) {
    attempts.remove(version);
  }

  /** Forgets all others. */
  void keep(List<Integer> versions) {
    attempts.keySet().retainAll(versions);
  }

  boolean isDue(int version, String naming, long now) {
    var attempt = attempts.get(version);
    return attempt == null || attempt.isDue(naming, now);
  }

  /** How long to wait until one may be due, at least the shortest and at most the longest pause. */
  Duration untilDue(long now) {
    return attempts.values().stream()
        .filter(attempt -> attempt.naming() == null)
        .map(attempt -> Duration.ofNanos(attempt.again() - now))
        .min(Duration::compareTo)
        .filter(due -> due.compareTo(backoff.most()) < 0)
        .map(due -> due.compareTo(backoff.first()) < 0 ? backoff.first() : due)
        .orElse(backoff.most());
  }

  /** For people; empty if nothing is wrong with it. */
  Optional<String> reason(int version) {
    return Optional.ofNullable(attempts.get(version)).map(Attempt::reason);
  }

  Optional<ReplicaVersion> report(int version) {
    return Optional.ofNullable(attempts.get(version)).map(attempt -> attempt.report(version));
  }
}
