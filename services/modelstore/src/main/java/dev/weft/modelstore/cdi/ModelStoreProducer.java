package dev.weft.modelstore.cdi;

import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the model store on the process's bucket. */
@Singleton
class ModelStoreProducer {

  @Produces
  @Singleton
  ModelStore models(ObjectStore store, StoreConfig config) {
    return new ModelStore(store, config.bucket());
  }
}
