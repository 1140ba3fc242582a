package dev.weft.events.object;

import dev.weft.base.Sha256;
import java.util.regex.Pattern;

/** Image ids of objects in the store. */
public final class ObjectImageId {

  private static final int DIGITS = 32;
  private static final Pattern DERIVED = Pattern.compile("s3-[0-9a-f]{" + DIGITS + "}");

  private ObjectImageId() {}

  /**
   * The id of an object: that of its {@link UploadKey}, if it has one; else {@code s3-} and the
   * first 32 hexadecimal digits of the SHA-256 of bucket, line feed, key, line feed, ETag. An
   * overwritten object is therefore a new image, and an object that is seen twice (in a repeated
   * notification, or a listing of the bucket) is the same image.
   *
   * @param key the key, not URL-encoded
   * @param etag with or without its quotes; null counts as empty
   */
  public static String of(String bucket, String key, String etag) {
    return UploadKey.imageId(key).orElseGet(() -> derived(bucket, key, etag));
  }

  /**
   * Whether an id is derived from bucket, key and ETag, so that it always names the same content.
   */
  public static boolean isDerived(String imageId) {
    return DERIVED.matcher(imageId).matches();
  }

  private static String derived(String bucket, String key, String etag) {
    String bare = etag == null ? "" : etag.replace("\"", "");
    String named = bucket + "\n" + key + "\n" + bare;
    return "s3-" + Sha256.hex(named).substring(0, DIGITS);
  }
}
