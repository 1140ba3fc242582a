package dev.weft.rollout.app;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive as long as the loop goes round and measuring has not stopped for good; before the first
 * round the loop waits for broker and store.
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
