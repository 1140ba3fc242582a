package dev.weft.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.gateway.reconcile.Round;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoundPaceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final RoundPace pace = new RoundPace(MINUTE, nanos::get);

  @Test
  void theFirstRoundIsDue() {
    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void afterAShortRoundTheNextOneIsDueAtEachInterval() {
    round(Duration.ofSeconds(6));

    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void afterALongRoundTheNextOneIsDueAfterTenTimesItsDuration() {
    round(Duration.ofSeconds(17));

    requireDueAfter(Duration.ofSeconds(170));
  }

  @Test
  void noPauseIsLongerThanTenIntervals() {
    round(Duration.ofHours(3));

    requireDueAfter(Duration.ofMinutes(10));
  }

  @Test
  void onlyTheLastRoundCounts() {
    round(Duration.ofSeconds(17));
    round(Duration.ofSeconds(1));

    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void aRoundThatFailsIsRepeatedAtTheNextInterval() {
    round(Duration.ofSeconds(17));

    assertThatThrownBy(
            () ->
                pace.run(
                    () -> {
                      pass(Duration.ofMinutes(5));
                      throw new IllegalStateException("the store is away");
                    }))
        .hasMessage("the store is away");

    assertThat(pace.isDue()).isTrue();
  }

  @Test
  void aRoundThatDidNotGetToTheEndGoesOnAtTheNextInterval() {
    Round capped = new Round(1_000, 0, 0, true);

    assertThat(round(Duration.ofSeconds(17), capped)).isSameAs(capped);

    assertThat(pace.isDue()).isTrue();
  }

  private void requireDueAfter(Duration pause) {
    pass(pause.minusNanos(1));
    assertThat(pace.isDue()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(pace.isDue()).isTrue();
  }

  private void round(Duration duration) {
    round(duration, new Round(0, 0, 0, false));
  }

  private Round round(Duration duration, Round result) {
    return pace.run(
        () -> {
          pass(duration);
          return result;
        });
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
