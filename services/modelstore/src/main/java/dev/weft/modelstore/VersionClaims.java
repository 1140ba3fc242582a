package dev.weft.modelstore;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Who may write a version's files: whoever first put a claim there, which says what the files are.
 * Others with the same files may go on with them.
 */
final class VersionClaims {
  private final ObjectStore store;
  private final String bucket;

  VersionClaims(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /** The first version from this one on that nobody has claimed, or that this content has. */
  int takeFrom(int version, String name, String content) {
    int free = version;
    while (!take(name, free, content)) {
      free++;
    }
    return free;
  }

  /** Whether this version is this content's. */
  boolean take(String name, int version, String content) {
    String key = ModelKeys.of(name, version, ModelKeys.CLAIM);
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    if (store.putIfAbsent(bucket, key, bytes, "text/plain", Map.of()) instanceof PutResult.Stored) {
      return true;
    }
    return store.get(bucket, key, bytes.length) instanceof GetResult.Found found
        && Arrays.equals(found.bytes(), bytes);
  }
}
