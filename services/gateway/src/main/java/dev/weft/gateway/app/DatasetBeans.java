package dev.weft.gateway.app;

import dev.weft.datasets.NamedDatasets;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.datasets.LabelSnapshots;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the beans of named data sets. */
final class DatasetBeans {

  @Produces
  @Singleton
  NamedDatasets datasets(ObjectStore store, StoreConfig storeConfig) {
    return new NamedDatasets(store, storeConfig.bucket());
  }

  @Produces
  @Singleton
  LabelSnapshots snapshots(
      Brokers brokers, EventCodec codec, ImageQueries views, GatewayConfig config) {
    return new LabelSnapshots(
        brokers.config(), codec, views, config.trainings().model(), config.datasets().maxImages());
  }
}
