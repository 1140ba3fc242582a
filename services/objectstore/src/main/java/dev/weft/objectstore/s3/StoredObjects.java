package dev.weft.objectstore.s3;

import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import io.minio.messages.Item;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;

/** Converts S3's descriptions of objects. */
final class StoredObjects {
  private static final String META = "x-amz-meta-";

  private StoredObjects() {}

  static StoredObject of(String key, Headers headers) {
    Map<String, String> metadata = new HashMap<>();
    headers.forEach(
        header -> {
          String name = header.getFirst().toLowerCase(Locale.ROOT);
          if (name.startsWith(META)) {
            metadata.put(name.substring(META.length()), header.getSecond());
          }
        });
    String length = headers.get("Content-Length");
    if (length == null) {
      throw new StoreUnavailableException("the store did not return the length of " + key, null);
    }
    Instant modified = headers.getInstant("Last-Modified");
    return new StoredObject(
        key,
        Long.parseLong(length),
        unquote(headers.get("ETag")),
        modified,
        headers.get("Content-Type"),
        metadata);
  }

  static StoredObject of(Item item) {
    return new StoredObject(
        item.objectName(),
        item.size(),
        unquote(item.etag()),
        item.lastModified().toInstant(),
        null,
        Map.of());
  }

  static String unquote(String etag) {
    return etag == null ? null : etag.replace("\"", "");
  }
}
