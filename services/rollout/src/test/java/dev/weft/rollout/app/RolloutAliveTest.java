package dev.weft.rollout.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class RolloutAliveTest {
  private final RolloutStatus status = new RolloutStatus(new SimpleMeterRegistry());

  @Test
  void aServiceWhoseMeasuringHasStoppedForGoodIsNotAlive() {
    status.round(List.of(), true);
    assertThat(status(true, false)).isEqualTo(Status.UP);
    assertThat(status(true, true)).isEqualTo(Status.DOWN);
  }

  @Test
  void aServiceWithoutARoundIsAliveUnlessMeasuringHasStoppedForGood() {
    assertThat(status(true, false)).isEqualTo(Status.UP);
    assertThat(status(true, true)).isEqualTo(Status.DOWN);
  }

  @Test
  void aProcessThatDoesNotDecideAboutRolloutsIsAlive() {
    assertThat(status(false, true)).isEqualTo(Status.UP);
  }

  private Status status(boolean enabled, boolean measuringIsDead) {
    return new RolloutAlive(enabled, status, () -> measuringIsDead).call().getStatus();
  }
}
