package dev.weft.client;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between tries: exponential backoff with jitter, never shorter than the server
 * asks for.
 *
 * @param first upper bound of the first pause
 * @param longest upper bound of every pause, unless the server asks for a longer one
 * @param total no try begins later than this after the first; zero for a single try
 */
public record RetryPolicy(Duration first, Duration longest, Duration total) {

  /** 250 ms to 5 s between tries, two minutes in all. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofMinutes(2));

  /** A single try. */
  public static final RetryPolicy NONE =
      new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

  private static final Duration LONGEST_ASKED = Duration.ofMinutes(1);

  /**
   * @param attempt number of tries so far, from 1
   * @param asked the pause that {@code Retry-After} asks for
   */
  Duration pause(int attempt, Optional<Duration> asked) {
    long full = first.toMillis() << Math.min(attempt - 1, 20);
    long capped = Math.max(1, Math.min(full, longest.toMillis()));
    long millis = capped / 2 + ThreadLocalRandom.current().nextLong(capped / 2 + 1);
    return Duration.ofMillis(Math.max(millis, asked.orElse(Duration.ZERO).toMillis()));
  }

  /**
   * Parses {@code Retry-After}, in seconds or as a date; empty if it is neither. At most a minute.
   */
  static Optional<Duration> retryAfter(String header, Clock clock) {
    Duration asked;
    try {
      asked = Duration.ofSeconds(Long.parseLong(header.strip()));
    } catch (NumberFormatException notSeconds) {
      try {
        ZonedDateTime date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
        asked = Duration.between(clock.instant(), date.toInstant());
      } catch (DateTimeException notDate) {
        return Optional.empty();
      }
    }
    if (asked.isNegative()) {
      return Optional.empty();
    }
    return Optional.of(asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked);
  }
}
