package dev.weft.rollout.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the loop goes round. Whether it has a partition is told, not required. */
@Readiness
@Singleton
class RolloutReady implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  private final RolloutConfig config;
  private final RolloutStatus status;

  RolloutReady(RolloutConfig config, RolloutStatus status) {
    this.config = config;
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("rollout");
    if (!config.enabled()) {
      return response.up().withData("enabled", false).build();
    }
    return response
        .withData("decides", status.isJoined())
        .withData("models", status.states().size())
        .status(status.isBegun() && status.sinceRound().compareTo(LONGEST_ROUND) < 0)
        .build();
  }
}
