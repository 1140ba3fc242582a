package dev.weft.trainer.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the trainer polls for orders. Whether it has a partition is told, not required. */
@Readiness
@Singleton
class TrainerReady implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  private final TrainerConfig config;
  private final TrainerStatus status;

  TrainerReady(TrainerConfig config, TrainerStatus status) {
    this.config = config;
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("trainer");
    if (!config.enabled()) {
      return response.up().withData("enabled", false).build();
    }
    return response
        .withData("takes orders", status.isJoined())
        .withData("training", status.isTraining())
        .withData("waiting", status.waiting())
        .status(status.sinceRound().compareTo(LONGEST_ROUND) < 0)
        .build();
  }
}
