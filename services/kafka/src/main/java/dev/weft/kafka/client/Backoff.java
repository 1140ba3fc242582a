package dev.weft.kafka.client;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: doubling from {@code first} to {@code most}, half of it by
 * chance, so that replicas that failed together do not come back together.
 *
 * @param first the longest wait before the first retry
 * @param most the longest wait ever
 */
public record Backoff(Duration first, Duration most) {

  public Backoff {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(most, "most");
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "a back-off starts above zero and does not shrink, but goes from "
              + first
              + " to "
              + most);
    }
  }

  /**
   * The wait before the next attempt.
   *
   * @param failures attempts that failed so far, at least 1
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
