package dev.weft.backup.objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.base.Sha256;
import dev.weft.objectstore.StoredObject;
import java.util.Map;

/**
 * An object of a backup, one line of the index.
 *
 * @param key key within the bucket
 * @param size length in bytes
 * @param etag the store's tag of the content
 * @param contentType media type; null if unknown
 * @param metadata user metadata
 * @param sha256 of the content, 64 hexadecimal digits
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ObjectEntry(
    String key,
    long size,
    String etag,
    String contentType,
    Map<String, String> metadata,
    String sha256) {

  private static final int SHORT = 16;

  ObjectEntry {
    metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
  }

  static ObjectEntry of(StoredObject object, String sha256) {
    return new ObjectEntry(
        object.key(),
        object.size(),
        object.etag(),
        object.contentType(),
        object.metadata(),
        sha256);
  }

  /**
   * Path of the content below the folder. It follows from key and content: keys may contain what
   * file names may not.
   */
  String file() {
    String name = Sha256.hex(key, SHORT);
    return "objects/%s/%s-%s".formatted(name.substring(0, 2), name, sha256.substring(0, SHORT));
  }

  /** Whether an object of a listing has this content. */
  boolean isSame(StoredObject listed) {
    return size == listed.size() && etag != null && etag.equals(listed.etag());
  }
}
