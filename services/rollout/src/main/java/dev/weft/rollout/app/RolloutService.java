package dev.weft.rollout.app;

import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.modelstore.ModelStore;
import dev.weft.rollout.cluster.ObservedClusters;
import dev.weft.rollout.control.Control;
import dev.weft.rollout.control.ControlListeners;
import dev.weft.rollout.control.ControlSettings;
import dev.weft.rollout.retention.Retention;
import dev.weft.rollout.retention.RetentionRule;
import dev.weft.rollout.state.Evidence;
import dev.weft.telemetry.Traces;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Life cycle of the service: decides about rollouts from start to shutdown. */
@Singleton
class RolloutService {
  private final RolloutConfig config;
  private final ObservedClusters clusters;
  private final Control control;

  RolloutService(
      RolloutConfig config,
      Brokers brokers,
      EventCodec codec,
      ModelStore models,
      Evidence evidence,
      RolloutStatus status,
      QualityMeters quality,
      Traces traces,
      RolloutTraces versions) {
    this.config = config;
    this.clusters =
        new ObservedClusters(
            brokers.config(),
            codec,
            models,
            evidence,
            config.replicaTimeout(),
            config.loadTimeout(),
            config.storeEvery(),
            traces.isOn() ? versions : (record, version) -> {});
    this.control =
        new Control(
            new ReplicaClients(brokers.config(), config.groupId(), config.instanceId()),
            codec,
            clusters,
            new Retention(models, new RetentionRule(config.retention().keepAtLeast())),
            settings(config),
            new ControlListeners(
                traces.isOn() ? List.of(status, quality, versions) : List.of(status, quality)));
  }

  private static ControlSettings settings(RolloutConfig config) {
    var first = config.firstPolicy();
    return new ControlSettings(
        config.tick(),
        config.retention().every(),
        new RolloutPolicy(first.autoStart(), first.strategy(), null, null, null, null),
        config.orderMaxAge(),
        new Backoff(config.retryFirst(), config.retryMost()));
  }

  /** A message if another process runs under this replica's name; empty otherwise. */
  Optional<String> conflict() {
    return control.conflict();
  }

  void onStart(@Observes StartupEvent event) {
    if (config.enabled()) {
      clusters.start();
      control.start();
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    if (config.enabled()) {
      control.close();
      clusters.close();
    }
  }
}
