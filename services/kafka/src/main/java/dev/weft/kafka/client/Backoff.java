package dev.weft.kafka.client;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff from {@code first} to {@code most} with jitter over half of the delay, so
 * that replicas that failed together do not retry together.
 *
 * @param first upper bound of the delay before the first retry
 * @param most upper bound of every delay
 */
public record Backoff(Duration first, Duration most) {

  public Backoff {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(most, "most");
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "a backoff must start above zero and not shrink, but goes from " + first + " to " + most);
    }
  }

  /**
   * Returns the delay before the next attempt.
   *
   * @param failures number of failed attempts so far, at least 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    long full = first.toMillis();
    for (int i = 1; i < failures && full < most.toMillis(); i++) {
      full *= 2;
    }
    full = Math.max(1, Math.min(full, most.toMillis()));
    return Duration.ofMillis(full - (long) (random.nextDouble() * (full / 2)));
  }
}
