package dev.weft.trainer.app;

import dev.weft.base.DaemonThreads;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.trainer.labels.ErasureTopic;
import dev.weft.trainer.labels.LabelTopic;
import dev.weft.trainer.orders.TrainingCoordinator;
import dev.weft.trainer.run.TrainingBackend;
import dev.weft.trainer.run.TrainingRuns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts and stops the trainer, which processes orders in between. */
@Singleton
class TrainerService {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final TrainerConfig config;
  private final ServingVersions serving;
  private final TrainingRuns runs;
  private final TrainingCoordinator orders;

  TrainerService(
      TrainerConfig config,
      StoreConfig storeConfig,
      Brokers brokers,
      ObjectStore store,
      ModelStore models,
      EventCodec codec,
      TrainerStatus status,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version) {
    this.config = config;
    this.serving = new ServingVersions(brokers.config(), codec);
    this.runs =
        new TrainingRuns(
            store,
            storeConfig.bucket(),
            models,
            serving,
            new LabelTopic(brokers.config(), codec, config.model()),
            new ErasureTopic(brokers.config(), codec),
            ConfiguredSettings.of(config, version));
    this.orders =
        new TrainingCoordinator(
            new ReplicaClients(brokers.config(), config.groupId(), config.instanceId()),
            codec,
            runs,
            new Backoff(config.retryFirst(), config.retryMost()),
            status);
  }

  /** Returns a message if another process runs under this trainer's name; empty otherwise. */
  Optional<String> conflict() {
    return orders.conflict();
  }

  /** See {@link TrainingRuns#removeLeftovers}. */
  int removeLeftovers() {
    return runs.removeLeftovers();
  }

  void onStart(@Observes StartupEvent event) {
    if (config.enabled()) {
      serving.start();
      orders.start();
      DaemonThreads.start(
          "weft-trainer-backend",
          () -> LOG.infof("Training runs on %s", TrainingBackend.describe()));
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    orders.close();
    serving.close();
  }
}
