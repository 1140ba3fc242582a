package dev.weft.objectstore.cdi;

import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the object store of the process. */
@Singleton
class StoreProducer {

  @Produces
  @Singleton
  ObjectStore store(StoreConfig config) {
    return new S3ObjectStore(config.settings());
  }

  void close(@Disposes ObjectStore store) {
    store.close();
  }
}
