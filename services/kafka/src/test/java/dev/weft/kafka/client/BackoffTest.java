package dev.weft.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
  private final RandomGenerator latest = () -> 0;

  @Test
  void doublesUpToTheLongestWait() {
    assertThat(backoff.delay(1, latest)).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.delay(2, latest)).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.delay(5, latest)).isEqualTo(Duration.ofMillis(1600));
    assertThat(backoff.delay(6, latest)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.delay(1_000_000, latest)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void leavesHalfOfTheWaitToChance() {
    RandomGenerator earliest = () -> -1L;
    assertThat(backoff.delay(2, earliest))
        .isBetween(Duration.ofMillis(100), Duration.ofMillis(101));
  }

  @Test
  void refusesToStartAtZeroOrToShrink() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
