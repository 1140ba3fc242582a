package dev.weft.events.s3;

import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ModelKey;
import dev.weft.events.object.ObjectImageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a bucket notification says of one object. It is a hint: some stores name a size of 0 that is
 * not, and they write keys in different ways, so that only the store knows what lies there.
 *
 * @param kind what happened
 * @param objects where it may lie, the likeliest first: at least one, and one only unless the key
 *     could be read in more than one way; SHA-256 unknown, the size as the store said it
 * @param complaint why a reading of the key is none that an event can carry; null if each can
 * @param etag without quotes; empty where it is not said
 * @param at when it happened
 * @param contentType media type as the uploader named it; null if unknown, or too long for one
 * @param userMetadata what the uploader set, by header name in any case
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
      throw new IllegalArgumentException("an object must lie somewhere, but no place is named");
    }
  }

  /** What can happen to an object. */
  public enum Kind {
    CREATED,
    REMOVED,
    /** Neither: read, tagged, replicated. */
    OTHER
  }

  /**
   * The event that a created object is.
   *
   * @param object one of {@link #objects}, with the size that it has
   * @param etag that it has; the image's id follows from it, see {@link ObjectImageId}
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
