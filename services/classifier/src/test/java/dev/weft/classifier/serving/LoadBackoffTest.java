package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoadBackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(60);

  private final LoadBackoff attempts =
      new LoadBackoff(new Backoff(FIRST, MOST), new SplittableRandom(1));

  @Test
  void whatFailedIsTriedAgainLaterAndLater() {
    attempts.failed(2, "the store is away", 0);
    assertThat(attempts.isDue(2, "any", 0)).isFalse();
    assertThat(attempts.isDue(2, "any", FIRST.toNanos())).isTrue();
    for (int i = 0; i < 10; i++) {
      attempts.failed(2, "the store is away", 0);
    }
    assertThat(attempts.isDue(2, "any", FIRST.toNanos())).isFalse();
    assertThat(attempts.isDue(2, "any", MOST.toNanos())).isTrue();
    assertThat(attempts.report(2)).get().extracting("state").isEqualTo(State.FAILED);
  }

  @Test
  void whatWasRefusedIsTriedAgainOnlyWhenSomethingElseNamesIt() {
    attempts.refused(2, "broken", "rollout a");
    assertThat(attempts.isDue(2, "rollout a", Long.MAX_VALUE)).isFalse();
    assertThat(attempts.isDue(2, "rollout b", 0)).isTrue();
    assertThat(attempts.report(2)).get().extracting("reason").isEqualTo("broken");
    assertThat(attempts.untilDue(0)).isEqualTo(MOST);
  }

  @Test
  void theWaitIsNeitherLongerNorShorterThanThePauses() {
    assertThat(attempts.untilDue(0)).isEqualTo(MOST);
    attempts.failed(2, "the store is away", 0);
    assertThat(attempts.untilDue(MOST.toNanos())).isEqualTo(FIRST);
  }

  @Test
  void whatIsNotWantedAnyMoreIsForgotten() {
    attempts.failed(2, "the store is away", 0);
    attempts.refused(3, "broken", "rollout a");
    attempts.keep(List.of(2));
    assertThat(attempts.reason(2)).isPresent();
    assertThat(attempts.reason(3)).isEmpty();
    attempts.succeeded(2);
    assertThat(attempts.reason(2)).isEmpty();
  }
}
