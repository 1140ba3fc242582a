package dev.weft.trainer.app;

import dev.weft.events.object.TrainingKeys;
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
 * Readiness: up when the trainer polls for orders, the broker and the store permit access, and no
 * other process runs under its name. Whether it has a partition is reported, but not required.
 */
@Readiness
@Singleton
class TrainerReady implements HealthCheck {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

  /** Key of the object that probes write access. */
  private static final String PROBE = TrainingKeys.TRAININGS + ".probe";

  private final TrainerConfig config;
  private final TrainerStatus status;
  private final TrainerService service;
  private final StoreProbe store;

  TrainerReady(
      TrainerConfig config,
      TrainerStatus status,
      TrainerService service,
      ObjectStore store,
      StoreConfig storeConfig) {
    this.config = config;
    this.status = status;
    this.service = service;
    this.store = StoreProbe.writing(store, storeConfig.bucket(), PROBE);
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
    Optional<String> problem = store.problem();
    problem.ifPresent(what -> response.withData("store", what));
    boolean polls = status.sinceRound().compareTo(LONGEST_ROUND) < 0;
    return response
        .withData("takes orders", status.isJoined())
        .withData("training", status.isTraining())
        .withData("waiting", status.waiting())
        .status(polls && conflict.isEmpty() && failing.isEmpty() && problem.isEmpty())
        .build();
  }
}
