package dev.weft.rollout.measure;

import static dev.weft.rollout.measure.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private static final Windows WINDOWS =
      new Windows(Duration.ofSeconds(10), Duration.ofMinutes(10));

  @Test
  void aMomentLiesInTheWindowThatBeganLast() {
    assertThat(WINDOWS.of(at(19.999), millis(100))).hasValue(millis(10));
    assertThat(WINDOWS.of(at(20), millis(100))).hasValue(millis(20));
    assertThat(WINDOWS.of(Instant.ofEpochMilli(-1), 0)).hasValue(-10_000);
  }

  @Test
  void theFutureIsNowAndThePastIsForgotten() {
    assertThat(WINDOWS.of(Instant.MAX.minusSeconds(1), millis(25))).hasValue(millis(20));
    assertThat(WINDOWS.of(at(0), millis(600))).hasValue(millis(0));
    assertThat(WINDOWS.of(at(-0.001), millis(600))).isEmpty();
    assertThat(WINDOWS.of(Instant.MIN, millis(600))).isEmpty();
  }

  @Test
  void windowsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Windows(Duration.ofMillis(999), Duration.ofMinutes(1)))
        .hasMessageContaining("at least one second");
    assertThatThrownBy(() -> new Windows(Duration.ofSeconds(10), Duration.ofSeconds(9)))
        .hasMessageContaining("at least one window");
  }

  private static long millis(double second) {
    return at(second).toEpochMilli();
  }
}
