package dev.weft.rollout.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class RolloutReadyTest {
  private final RolloutStatus status = new RolloutStatus(new SimpleMeterRegistry());

  @Test
  void aServiceThatHasAProblemIsNotReadyAndSaysWhy() {
    status.round(List.of(), true);
    assertThat(check(Optional.empty()).getStatus()).isEqualTo(Status.UP);

    HealthCheckResponse failing = check(Optional.of("there is no topic"));
    assertThat(failing.getStatus()).isEqualTo(Status.DOWN);
    assertThat(failing.getData().orElseThrow())
        .containsEntry("measurements", "there is no topic")
        .doesNotContainKey("store");
  }

  @Test
  void aServiceIsNotReadyBeforeItsFirstRound() {
    assertThat(check(Optional.empty()).getStatus()).isEqualTo(Status.DOWN);
  }

  private HealthCheckResponse check(Optional<String> measurements) {
    return new RolloutReady(
            true, status, Map.of("measurements", () -> measurements, "store", Optional::empty))
        .call();
  }
}
