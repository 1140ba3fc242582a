package dev.weft.events.image;

import dev.weft.events.Excerpt;
import dev.weft.events.Require;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where an image's bytes are stored: events carry this reference instead of the bytes.
 *
 * @param bucket the bucket of the object store, named by S3's rules
 * @param key key within the bucket: 1 to 1024 bytes of UTF-8 without control characters and without
 *     a segment {@code .} or {@code ..}, which S3 clients refuse
 * @param size length in bytes, at least 0
 * @param sha256 lower-case hexadecimal SHA-256 of the bytes; null if the uploader did not state it
 *     (an object known from an S3 notification)
 */
public record ObjectRef(String bucket, String key, long size, String sha256) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern KEY =
      Pattern.compile("(?!\\.\\.?(/|$))(?!.*/\\.\\.?(/|$))[^\\x00-\\x1f\\x7f]+");
  private static final int MAX_KEY_BYTES = 1024;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ObjectRef {
    Require.matching("bucket", bucket, BUCKET);
    Require.text("key", key, 1, MAX_KEY_BYTES);
    Require.matching("key", key, KEY);
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key must fit into " + MAX_KEY_BYTES + " bytes of UTF-8, but is " + Excerpt.of(key));
    }
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, but is " + size);
    }
    if (sha256 != null) {
      Require.matching("sha256", sha256, SHA256);
    }
  }
}
