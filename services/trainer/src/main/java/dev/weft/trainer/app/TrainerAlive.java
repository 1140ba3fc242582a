package dev.weft.trainer.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness: up as long as the poll loop advances, however long a training takes. */
@Liveness
@Singleton
class TrainerAlive implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(3);

  private final TrainerConfig config;
  private final TrainerStatus status;

  TrainerAlive(TrainerConfig config, TrainerStatus status) {
    this.config = config;
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    boolean alive = !config.enabled() || status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    return HealthCheckResponse.named("trainer poll thread").status(alive).build();
  }
}
