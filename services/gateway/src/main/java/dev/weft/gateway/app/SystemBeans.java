package dev.weft.gateway.app;

import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.system.AnsweredCounts;
import dev.weft.gateway.system.SystemProbes;
import dev.weft.gateway.topics.BrokerProbe;
import dev.weft.gateway.topics.GroupLags;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreProbe;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Produces the beans of the system's status. */
final class SystemBeans {

  private final GatewayConfig config;
  private final Map<String, Object> kafka;

  SystemBeans(GatewayConfig config, Brokers brokers) {
    this.config = config;
    this.kafka = brokers.config();
  }

  @Produces
  @Singleton
  AnsweredCounts answered() {
    return new AnsweredCounts();
  }

  @Produces
  @Singleton
  GroupLags lags() {
    GatewayConfig.System system = config.system();
    return new GroupLags(
        kafka,
        Map.of(
            "classifier", system.classifierGroup(),
            "trainer", system.trainerGroup(),
            "rollout", system.rolloutGroup()));
  }

  @Produces
  @Singleton
  StoreProbe store(ObjectStore store, StoreConfig config) {
    return StoreProbe.writing(store, config.bucket(), ImageObjects.PROBE);
  }

  @Produces
  @Singleton
  SystemProbes soundings(
      GroupLags lags, BrokerProbe broker, StoreProbe store, ClusterViews views, Labels labels) {
    return new SystemProbes(config.system().age(), lags, broker, store, views, labels);
  }

  void close(@Disposes GroupLags lags) {
    lags.close();
  }
}
