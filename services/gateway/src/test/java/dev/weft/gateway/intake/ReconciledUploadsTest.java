package dev.weft.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.TickingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReconciledUploadsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T14:10:00Z");
  private static final Instant HOUR = Instant.parse("2026-11-28T14:00:00Z");
  private static final Instant HOUR_BEFORE = Instant.parse("2026-11-28T13:00:00Z");

  private final TickingClock clock = new TickingClock(NOW);
  private final ReconciledUploads uploads = new ReconciledUploads(clock, Duration.ofDays(30));

  @Test
  void viewsKnowWhatWasPublishedBeforeTheyReachedTheEnd() {
    uploads.reached(NOW, HOUR, true);

    assertThat(uploads.isComplete(NOW.minusMillis(1))).isFalse();
    assertThat(uploads.isComplete(NOW)).isTrue();
  }

  /**
   * Under load, views are only known to have passed the end that the topic had at the last look.
   */
  @Test
  void theSameProgressIsAsOldAsWhenItWasFirstRead() {
    uploads.reached(NOW, HOUR, true);
    uploads.reached(NOW.plusSeconds(5), HOUR, true);

    assertThat(uploads.isComplete(NOW)).isTrue();
  }

  @Test
  void moreProgressMustBeReachedByTheViewsAgain() {
    uploads.reached(NOW, HOUR_BEFORE, false);
    uploads.reached(NOW.plusSeconds(5), HOUR, false);
    assertThat(uploads.includesHourBefore(NOW)).isFalse();
    assertThat(uploads.includesHourBefore(NOW.plusSeconds(5))).isTrue();

    uploads.reached(NOW.plusSeconds(10), HOUR, true);
    assertThat(uploads.includesKeysWithoutHour(NOW.plusSeconds(5))).isFalse();
    assertThat(uploads.includesKeysWithoutHour(NOW.plusSeconds(10))).isTrue();
  }

  @Test
  void progressThatIsLostIsNoLongerTrue() {
    uploads.reached(NOW, HOUR, true);
    uploads.reached(NOW.plusSeconds(5), HOUR_BEFORE, false);

    assertThat(uploads.includesHourBefore(NOW.plusSeconds(5))).isFalse();
    assertThat(uploads.includesKeysWithoutHour(NOW.plusSeconds(5))).isFalse();
  }
}
