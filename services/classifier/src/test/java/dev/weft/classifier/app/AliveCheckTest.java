package dev.weft.classifier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.pipeline.PipelineStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AliveCheckTest {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static PipelineStatus status(Duration sinceRound, Duration longestStep) {
    return new PipelineStatus(
        true, sinceRound, 1, true, 1, Map.of("infer", "since"), "blocked", longestStep, null);
  }

  @Test
  void aCallOfTheEngineThatDoesNotEndIsAHang() {
    assertThat(AliveCheck.hangs(status(Duration.ZERO, LONGEST), LONGEST).orElseThrow())
        .contains("engine", "PT10M");
  }

  @Test
  void aPollThreadThatDoesNotGoRoundIsAHang() {
    assertThat(AliveCheck.hangs(status(Duration.ofMinutes(2), Duration.ZERO), LONGEST))
        .hasValueSatisfying(what -> assertThat(what).contains("poll thread"));
  }

  /** In this case a restart would not help. */
  @Test
  void whatIsSlowOrBlockedIsNoHang() {
    assertThat(AliveCheck.hangs(status(Duration.ZERO, Duration.ofMinutes(9)), LONGEST)).isEmpty();
  }
}
