package dev.weft.modelstore;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Claims on versions: the first process that stores a claim, which lists the files' digests, may
 * write the version's files. Other processes with the same files may continue its work.
 */
final class VersionClaims {
  private final ObjectStore store;
  private final String bucket;

  VersionClaims(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Claims the first version from this one on that is unclaimed, or claimed for the same content;
   * returns it.
   */
  int takeFrom(int version, String name, String content) {
    int free = version;
    while (!take(name, free, content)) {
      free++;
    }
    return free;
  }

  /** Whether the version is claimed for this content, claiming it if it is unclaimed. */
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
