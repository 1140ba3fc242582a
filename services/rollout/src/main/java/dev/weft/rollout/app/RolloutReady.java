package dev.weft.rollout.app;

import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreProbe;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the control loop makes progress, broker and store are usable, the measurements can be
 * read, and no other process runs under this replica's name. Whether a partition is assigned is
 * reported but not required.
 */
@Readiness
@Singleton
class RolloutReady implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  /** Key that is written to check the permission to write. */
  private static final String PROBE = "models/.probe";

  private final boolean enabled;
  private final RolloutStatus status;
  private final Map<String, Supplier<Optional<String>>> problems;

  @Inject
  RolloutReady(
      RolloutConfig config,
      RolloutStatus status,
      RolloutService service,
      Measuring measuring,
      ObjectStore store,
      StoreConfig storeConfig) {
    this(
        config.enabled(),
        status,
        Map.of(
            "conflict", service::conflict,
            "failing", status::failing,
            "measurements", measuring::problem,
            "store", StoreProbe.writing(store, storeConfig.bucket(), PROBE)::problem));
  }

  /**
   * @param problems by name; each returns a message for people, or empty if there is no problem
   */
  RolloutReady(
      boolean enabled, RolloutStatus status, Map<String, Supplier<Optional<String>>> problems) {
    this.enabled = enabled;
    this.status = status;
    this.problems = Map.copyOf(problems);
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("rollout");
    if (!enabled) {
      return response.up().withData("enabled", false).build();
    }
    boolean ready = status.isBegun() && status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    for (var check : problems.entrySet()) {
      Optional<String> problem = check.getValue().get();
      problem.ifPresent(what -> response.withData(check.getKey(), what));
      ready &= problem.isEmpty();
    }
    return response
        .withData("decides", status.isJoined())
        .withData("models", status.states().size())
        .status(ready)
        .build();
  }
}
