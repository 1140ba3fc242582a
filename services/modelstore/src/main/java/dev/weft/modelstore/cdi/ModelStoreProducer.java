package dev.weft.modelstore.cdi;

import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The models in the process's one bucket. */
@Singleton
class ModelStoreProducer {

  @Produces
  @Singleton
  ModelStore models(ObjectStore store, StoreConfig config) {
    return new ModelStore(store, config.bucket());
  }
}
