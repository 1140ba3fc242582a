package dev.weft.features;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A reference to an image's bytes.
 *
 * @param bucket the bucket
 * @param key the key in the bucket
 * @param size in bytes
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hex digits
 */
public record ImageObject(String bucket, String key, long size, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ImageObject {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(sha256, "sha256");
    if (size < 0) {
      throw new IllegalArgumentException(key + " cannot have " + size + " bytes");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(key + " must have a SHA-256, but has " + sha256);
    }
  }
}
