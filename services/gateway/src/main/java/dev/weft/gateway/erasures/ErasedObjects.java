package dev.weft.gateway.erasures;

import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.events.object.UploadKey;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes the objects of erased images. Methods throw the exceptions of {@link ObjectStore}. */
final class ErasedObjects {

  private static final String STILL_THERE = "ObjectStillThere";

  private final ObjectStore store;
  private final ImageObjects images;

  ErasedObjects(ObjectStore store, ImageObjects images) {
    this.store = store;
    this.images = images;
  }

  /**
   * Removes the objects under the keys that the image may have. An object of another image that
   * replaced it under the same key stays; objects that are not images are not touched, whatever an
   * event named.
   *
   * <p>A requested erasure lists its image's key even if no object is there: an earlier attempt
   * that was interrupted before it was published, or the reconciler, has removed it.
   *
   * @return keys of the removed objects
   * @throws StoreRefusedException if the store does not remove an object, or still has it
   *     afterwards
   */
  List<String> remove(ImageErased erasure) {
    List<String> removed = new ArrayList<>();
    List<String> keys = keys(erasure);
    for (String key : keys) {
      Optional<StoredObject> object = store.stat(images.bucket(), key);
      if (object.isEmpty() && key.equals(keys.get(0)) && isRequested(erasure)) {
        removed.add(key);
      } else if (object.isPresent() && !isAnothers(erasure.imageId(), object.get())) {
        store.delete(images.bucket(), key);
        if (isThere(erasure.imageId(), key)) {
          throw new StoreRefusedException(
              STILL_THERE, key + " was deleted, but the store still has it", null);
        }
        removed.add(key);
      }
    }
    return removed;
  }

  private List<String> keys(ImageErased erasure) {
    ObjectRef object = erasure.object();
    if (object == null || !images.allow(object)) {
      return List.of();
    }
    List<String> keys = new ArrayList<>(List.of(object.key()));
    keys.addAll(UploadKey.beside(object.key()));
    return keys;
  }

  private static boolean isRequested(ImageErased erasure) {
    return erasure.source() == ErasureSource.REQUEST;
  }

  private boolean isThere(String imageId, String key) {
    Optional<StoredObject> object = store.stat(images.bucket(), key);
    return object.isPresent() && !isAnothers(imageId, object.get());
  }

  /**
   * Whether the object has other content than the image, if the image's id is a hash of its
   * content.
   */
  private boolean isAnothers(String imageId, StoredObject object) {
    String lying = ObjectImageId.of(images.bucket(), object.key(), object.etag());
    return ObjectImageId.isDerived(imageId) && !lying.equals(imageId);
  }
}
