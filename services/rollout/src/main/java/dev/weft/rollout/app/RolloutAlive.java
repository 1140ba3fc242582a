package dev.weft.rollout.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness: the control loop makes progress and measuring has not stopped for good. Until its first
 * round the loop may be waiting for the broker and the store, which counts as alive.
 */
@Liveness
@Singleton
class RolloutAlive implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(3);

  private final RolloutConfig config;
  private final RolloutStatus status;
  private final Measuring measuring;

  RolloutAlive(RolloutConfig config, RolloutStatus status, Measuring measuring) {
    this.config = config;
    this.status = status;
    this.measuring = measuring;
  }

  @Override
  public HealthCheckResponse call() {
    boolean alive =
        !config.enabled() || !status.isBegun() || status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    return HealthCheckResponse.named("rollout loop").status(alive).build();
  }
}
