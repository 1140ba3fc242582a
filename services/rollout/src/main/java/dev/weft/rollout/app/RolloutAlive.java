package dev.weft.rollout.app;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;
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

  private final boolean enabled;
  private final RolloutStatus status;
  private final BooleanSupplier measuringIsDead;

  @Inject
  RolloutAlive(RolloutConfig config, RolloutStatus status, Measuring measuring) {
    this(config.enabled(), status, measuring::isDead);
  }

  RolloutAlive(boolean enabled, RolloutStatus status, BooleanSupplier measuringIsDead) {
    this.enabled = enabled;
    this.status = status;
    this.measuringIsDead = measuringIsDead;
  }

  @Override
  public HealthCheckResponse call() {
    boolean goesRound = !status.isBegun() || status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    boolean measures = !measuringIsDead.getAsBoolean();
    return HealthCheckResponse.named("rollout loop")
        .withData("measures", measures)
        .status(!enabled || (goesRound && measures))
        .build();
  }
}
