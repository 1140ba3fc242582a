package dev.weft.gateway.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.RolloutEvents;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RolloutsTest {

  private static final String MODEL = RolloutEvents.MODEL;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Rollouts rollouts = new Rollouts();

  @Test
  void theLastStateOfAModelIsItsState() {
    rollouts.apply(RolloutEvents.serving(1), 10);
    rollouts.apply(RolloutEvents.serving(2), 12);
    rollouts.apply(RolloutEvents.serving(1), 10);

    assertThat(rollouts.get(MODEL)).contains(RolloutEvents.serving(2));
    assertThat(rollouts.get("unknown")).isEmpty();
    assertThat(rollouts.all()).containsExactly(RolloutEvents.serving(2));
  }

  @Test
  void aSubscriberHearsTheNewestStateFirstAndThenEachThatComes() {
    rollouts.apply(RolloutEvents.serving(1), 10);
    rollouts.apply(RolloutEvents.serving(2), 12);

    assertThat(heard(-1).offset()).isEqualTo(12);
    CompletableFuture<Optional<RolloutAt>> waiting = rollouts.next(MODEL, 12, LONG);
    assertThat(waiting).isNotDone();
    rollouts.apply(RolloutEvents.serving(3), 15);

    assertThat(waiting.join()).contains(new RolloutAt(15, RolloutEvents.serving(3)));
  }

  @Test
  void oneThatComesBackHearsWhatItMissed() {
    rollouts.apply(RolloutEvents.serving(1), 10);
    rollouts.apply(RolloutEvents.serving(2), 12);
    rollouts.apply(RolloutEvents.serving(3), 15);

    assertThat(heard(10).offset()).isEqualTo(12);
    assertThat(heard(12).offset()).isEqualTo(15);
  }

  @Test
  void silenceIsHeardWhenPatienceEnds() {
    rollouts.apply(RolloutEvents.serving(1), 10);

    assertThat(rollouts.next(MODEL, 10, Duration.ofMillis(1)).join()).isEmpty();
  }

  @Test
  void ofManyStatesOnlyTheNewestAreKept() {
    for (int revision = 1; revision <= 100; revision++) {
      rollouts.apply(RolloutEvents.serving(revision), revision);
    }

    assertThat(heard(0).offset()).isEqualTo(100 - RolloutLog.MAX_RECENT + 1);
  }

  private RolloutAt heard(long after) {
    return rollouts.next(MODEL, after, LONG).join().orElseThrow();
  }
}
