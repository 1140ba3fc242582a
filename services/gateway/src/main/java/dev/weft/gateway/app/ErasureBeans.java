package dev.weft.gateway.app;

import dev.weft.datasets.NamedDatasets;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.erasures.ErasedMembers;
import dev.weft.gateway.erasures.ErasureWork;
import dev.weft.gateway.topics.KafkaEventPublisher;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Erasures, put together. {@link ErasureRounds} carries them out. */
final class ErasureBeans {

  /** Carried out together: data sets are read once for all of them. */
  private static final int EACH_PARTITION = 250;

  @Produces
  @Singleton
  ErasedMembers erasedMembers(ObjectStore store, StoreConfig storeConfig) {
    return new ErasedMembers(store, storeConfig.bucket());
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
        () -> local.unfinishedErasures(EACH_PARTITION),
        publisher::removeLabel,
        publisher,
        InstantSource.system());
  }
}
