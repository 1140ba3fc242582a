package dev.weft.trainer.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the trainer polls for orders, the broker lets it, and no other process runs under its
 * name. Whether it has a partition is told, not required.
 */
@Readiness
@Singleton
class TrainerReady implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  private final TrainerConfig config;
  private final TrainerStatus status;
  private final TrainerService service;

  TrainerReady(TrainerConfig config, TrainerStatus status, TrainerService service) {
    this.config = config;
    this.status = status;
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("trainer");
    if (!config.enabled()) {
      return response.up().withData("enabled", false).build();
    }
    Optional<String> conflict = service.conflict();
    conflict.ifPresent(what -> response.withData("conflict", what));
    Optional<String> failing = status.failing();
    failing.ifPresent(why -> response.withData("failing", why));
    boolean polls = status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    return response
        .withData("takes orders", status.isJoined())
        .withData("training", status.isTraining())
        .withData("waiting", status.waiting())
        .status(polls && conflict.isEmpty() && failing.isEmpty())
        .build();
  }
}
