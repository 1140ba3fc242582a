package dev.weft.gateway.it;

import dev.weft.objectstore.ObjectStore;

/** Objects that uploads have put into the store. */
final class StoredImages {

  private StoredImages() {}

  /** Deletes the object of an upload, as a lifecycle rule of the bucket would. */
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
