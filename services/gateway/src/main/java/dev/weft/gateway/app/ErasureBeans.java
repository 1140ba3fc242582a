package dev.weft.gateway.app;

import dev.weft.datasets.NamedDatasets;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.erasures.ErasedMembers;
import dev.weft.gateway.erasures.ErasureWork;
import dev.weft.gateway.erasures.RemovalFeed;
import dev.weft.gateway.erasures.RemovedObjects;
import dev.weft.gateway.topics.KafkaEventPublisher;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Produces the beans of erasures. {@link ErasureRounds} carries them out. */
final class ErasureBeans {

  /** Batch size per partition; data sets are read once per batch. */
  private static final int EACH_PARTITION = 250;

  @Produces
  @Singleton
  ErasedMembers erasedMembers(ObjectStore store, StoreConfig storeConfig) {
    return new ErasedMembers(store, storeConfig.bucket());
  }

  @Produces
  @Singleton
  RemovalFeed removals(
      Brokers brokers,
      GatewayConfig config,
      ObjectStore store,
      ImageObjects images,
      ClusterViews views,
      LocalViews local,
      HttpPeers peers,
      KafkaEventPublisher publisher) {
    return new RemovalFeed(
        brokers.config(),
        config.erasures().groupId(),
        new RemovedObjects(
            store,
            images,
            new ClusterImagesByKey(views, local, peers),
            id -> views.erasure(id).isPresent(),
            publisher));
  }

  @Produces
  @Singleton
  ErasureWork erasureWork(
      ObjectStore store,
      ImageObjects images,
      NamedDatasets named,
      ErasedMembers members,
      LocalViews local,
      KafkaEventPublisher publisher) {
    return new ErasureWork(
        store,
        images,
        named,
        members,
        wanted -> local.unfinishedErasures(wanted, EACH_PARTITION),
        publisher::removeLabel,
        publisher,
        InstantSource.system());
  }
}
