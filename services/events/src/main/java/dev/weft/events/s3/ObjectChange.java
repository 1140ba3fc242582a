package dev.weft.events.s3;

import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ModelKey;
import dev.weft.events.object.ObjectImageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A change of one object, as reported by a bucket notification. It is a hint only: some stores
 * report a size of 0 for objects that are not empty, and they encode keys in different ways, so
 * that the object must be looked up in the store.
 *
 * @param kind what happened
 * @param objects the object under each possible decoding of its key, the most probable first; at
 *     least one. SHA-256 unknown, size as reported
 * @param complaint why a decoding of the key is not a valid key for an event; null if all are
 * @param etag without quotes; empty if absent
 * @param at when it happened
 * @param contentType media type as the uploader stated it; null if unknown or too long
 * @param userMetadata the uploader's metadata by header name, case-insensitive
 */
public record ObjectChange(
    Kind kind,
    List<ObjectRef> objects,
    String complaint,
    String etag,
    Instant at,
    String contentType,
    Map<String, String> userMetadata) {

  public ObjectChange {
    objects = List.copyOf(objects);
    if (objects.isEmpty()) {
      throw new IllegalArgumentException("the notification does not specify a bucket and a key");
    }
  }

  /** Kinds of changes. */
  public enum Kind {
    CREATED,
    REMOVED,
    /** Any other access: read, tagged, replicated. */
    OTHER
  }

  /**
   * Returns the upload event of a created object.
   *
   * @param object one of {@link #objects}, with its actual size
   * @param etag its actual ETag, which determines the image's id, see {@link ObjectImageId}
   */
  public ImageUploaded uploaded(ObjectRef object, String etag) {
    return new ImageUploaded(
        ObjectImageId.of(object.bucket(), object.key(), etag),
        object,
        contentType,
        at,
        null,
        Map.of(),
        ModelKey.model(object.key()).orElse(null));
  }
}
