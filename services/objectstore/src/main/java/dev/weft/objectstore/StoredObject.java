package dev.weft.objectstore;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An object's metadata.
 *
 * @param key key within its bucket
 * @param size length in bytes
 * @param etag the store's tag of this content, without quotes
 * @param lastModified when it was stored
 * @param contentType media type; null from a listing
 * @param metadata user metadata, lower-case keys without {@code x-amz-meta-}; empty from a listing
 */
public record StoredObject(
    String key,
    long size,
    String etag,
    Instant lastModified,
    String contentType,
    Map<String, String> metadata) {
  public StoredObject {
    Objects.requireNonNull(key, "key");
    metadata = Map.copyOf(metadata);
  }
}
