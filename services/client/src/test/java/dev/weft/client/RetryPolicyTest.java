package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(policy.pause(1, Optional.empty()).toMillis()).isBetween(50L, 100L);
    assertThat(policy.pause(3, Optional.empty()).toMillis()).isBetween(200L, 400L);
    assertThat(policy.pause(60, Optional.empty()).toMillis()).isBetween(500L, 1000L);
  }

  @Test
  void aPauseIsNeverShorterThanTheServerAsksFor() {
    assertThat(policy.pause(1, Optional.of(Duration.ofSeconds(7)))).hasSeconds(7);
  }

  @Test
  void retryAfterIsSecondsOrADateAndAtMostAMinute() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T08:49:00Z"), ZoneOffset.UTC);

    assertThat(RetryPolicy.retryAfter("3", clock)).contains(Duration.ofSeconds(3));
    assertThat(RetryPolicy.retryAfter("Mon, 23 Nov 2026 08:49:30 GMT", clock))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryPolicy.retryAfter("86400", clock)).contains(Duration.ofMinutes(1));
    assertThat(RetryPolicy.retryAfter("soon", clock)).isEmpty();
    assertThat(RetryPolicy.retryAfter("-1", clock)).isEmpty();
  }
}
