package dev.weft.events;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where an image's bytes lie: events carry this instead of the bytes.
 *
 * @param bucket bucket of the object store
 * @param key key within the bucket
 * @param size length in bytes, at least 0
 * @param sha256 lower-case hexadecimal SHA-256 of the bytes; null where the uploader did not say
 *     (an object that came through an S3 notification)
 */
public record ObjectRef(String bucket, String key, long size, String sha256) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ObjectRef {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, but is " + size);
    }
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 must be 64 lower-case hexadecimal digits, but is " + sha256);
    }
  }
}
