package dev.weft.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(backoff.pause(1, Optional.empty()).toMillis()).isBetween(50L, 100L);
    assertThat(backoff.pause(3, Optional.empty()).toMillis()).isBetween(200L, 400L);
    assertThat(backoff.pause(60, Optional.empty()).toMillis()).isBetween(500L, 1000L);
  }

  @Test
  void aPauseIsNeverShorterThanTheServerAsksFor() {
    assertThat(backoff.pause(1, Optional.of(Duration.ofSeconds(7)))).hasSeconds(7);
  }

  @Test
  void retryAfterIsSecondsOrADateAndAtMostAMinute() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T08:49:00Z"), ZoneOffset.UTC);

    assertThat(Backoff.retryAfter("3", clock)).contains(Duration.ofSeconds(3));
    assertThat(Backoff.retryAfter("Mon, 23 Nov 2026 08:49:30 GMT", clock))
        .contains(Duration.ofSeconds(30));
    assertThat(Backoff.retryAfter("86400", clock)).contains(Duration.ofMinutes(1));
    assertThat(Backoff.retryAfter("soon", clock)).isEmpty();
    assertThat(Backoff.retryAfter("-1", clock)).isEmpty();
  }
}
