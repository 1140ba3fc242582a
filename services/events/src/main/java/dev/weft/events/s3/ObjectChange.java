package dev.weft.events.s3;

import dev.weft.events.ImageUploaded;
import dev.weft.events.ModelKey;
import dev.weft.events.ObjectImageId;
import dev.weft.events.ObjectRef;
import java.time.Instant;
import java.util.Map;

/**
 * What a bucket notification says of one object.
 *
 * @param kind what happened
 * @param object where it lies; its key is decoded, its SHA-256 unknown
 * @param etag without quotes; empty for a removal
 * @param at when it happened
 * @param contentType media type as the uploader named it; null if unknown, or too long for one
 * @param userMetadata what the uploader set, by header name in any case
 */
public record ObjectChange(
    Kind kind,
    ObjectRef object,
    String etag,
    Instant at,
    String contentType,
    Map<String, String> userMetadata) {

  /** What can happen to an object. */
  public enum Kind {
    CREATED,
    REMOVED,
    /** Neither: read, tagged, replicated. */
    OTHER
  }

  /** See {@link ObjectImageId}. */
  public String imageId() {
    return ObjectImageId.of(object.bucket(), object.key(), etag);
  }

  /**
   * The event that a created object is; it fails for no change that a notification gave.
   *
   * @param tags as {@link dev.weft.events.Tags} has them
   */
  public ImageUploaded uploaded(Map<String, String> tags) {
    return new ImageUploaded(
        imageId(), object, contentType, at, null, tags, ModelKey.model(object.key()).orElse(null));
  }
}
