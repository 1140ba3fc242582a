package dev.weft.gateway.erasures;

import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.events.object.UploadKey;
import dev.weft.events.s3.ObjectChange;
import dev.weft.events.s3.S3Notification;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.objectstore.ObjectStore;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Erases images whose objects were removed from the store by others, as reported by bucket
 * notifications. A notification only says that there was a removal: the store is queried whether
 * there is an object now. The image's id follows from the key of an upload, or from the ETag if the
 * notification has one; otherwise the views are queried for the images of the key.
 */
public final class RemovedObjects {

  private final ObjectStore store;
  private final ImageObjects places;
  private final ImagesByKey images;
  private final Predicate<String> isErased;
  private final EventPublisher publisher;

  /**
   * @param places decides which objects may be images
   * @param isErased whether an image is known to be erased
   */
  public RemovedObjects(
      ObjectStore store,
      ImageObjects places,
      ImagesByKey images,
      Predicate<String> isErased,
      EventPublisher publisher) {
    this.store = store;
    this.places = places;
    this.images = images;
    this.isErased = isErased;
    this.publisher = publisher;
  }

  /**
   * Processes one notification; idempotent. Invalid ones are ignored, since the classifier reports
   * them.
   *
   * @return number of images that it erased
   * @throws RuntimeException if the store, the broker or the views are unavailable
   */
  public int follow(byte[] value) {
    int erased = 0;
    if (S3Notification.parse(value) instanceof S3Notification.Valid valid) {
      for (ObjectChange change : valid.changes()) {
        if (change.kind() == ObjectChange.Kind.REMOVED) {
          for (ObjectRef place : change.objects()) {
            erased += follow(change, place);
          }
        }
      }
    }
    return erased;
  }

  private int follow(ObjectChange change, ObjectRef place) {
    if (!places.allow(place) || store.stat(place.bucket(), place.key()).isPresent()) {
      return 0;
    }
    int erased = 0;
    for (String imageId : imageIds(place, change.etag())) {
      // Weft's own removals cause notifications, too.
      if (!isErased.test(imageId)) {
        publisher.publish(
            new ImageErased(imageId, place, ErasureSource.OBJECT_STORE, null, change.at()));
        erased++;
      }
    }
    return erased;
  }

  private Set<String> imageIds(ObjectRef place, String etag) {
    boolean isNamed = UploadKey.imageId(place.key()).isPresent() || !etag.isEmpty();
    return isNamed
        ? Set.of(ObjectImageId.of(place.bucket(), place.key(), etag))
        : images.at(place.key());
  }
}
