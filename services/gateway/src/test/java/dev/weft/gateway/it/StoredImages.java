package dev.weft.gateway.it;

import dev.weft.objectstore.ObjectStore;

/** What uploads have left in the store. */
final class StoredImages {

  private StoredImages() {}

  /** Removes an upload's bytes, as a life cycle of the bucket would. */
  static void remove(ObjectStore store, String imageId) {
    store
        .list("weft", "uploads/", null)
        .forEachRemaining(
            object -> {
              if (object.key().endsWith("/" + imageId)) {
                store.delete("weft", object.key());
              }
            });
  }
}
