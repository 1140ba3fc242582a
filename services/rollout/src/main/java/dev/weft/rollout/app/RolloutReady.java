package dev.weft.rollout.app;

import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreProbe;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the control loop makes progress, broker and store are usable, and no other process
 * runs under this replica's name. Whether a partition is assigned is reported but not required.
 */
@Readiness
@Singleton
class RolloutReady implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  /** Key that is written to check the permission to write. */
  private static final String PROBE = "models/.probe";

  private final RolloutConfig config;
  private final RolloutStatus status;
  private final RolloutService service;
  private final StoreProbe store;

  RolloutReady(
      RolloutConfig config,
      RolloutStatus status,
      RolloutService service,
      ObjectStore store,
      StoreConfig storeConfig) {
    this.config = config;
    this.status = status;
    this.service = service;
    this.store = StoreProbe.writing(store, storeConfig.bucket(), PROBE);
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("rollout");
    if (!config.enabled()) {
      return response.up().withData("enabled", false).build();
    }
    Optional<String> conflict = service.conflict();
    conflict.ifPresent(what -> response.withData("conflict", what));
    Optional<String> failing = status.failing();
    failing.ifPresent(why -> response.withData("failing", why));
    Optional<String> problem = store.problem();
    problem.ifPresent(what -> response.withData("store", what));
    boolean goesRound = status.isBegun() && status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    return response
        .withData("decides", status.isJoined())
        .withData("models", status.states().size())
        .status(goesRound && conflict.isEmpty() && failing.isEmpty() && problem.isEmpty())
        .build();
  }
}
