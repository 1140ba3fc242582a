package dev.weft.events.object;

import dev.weft.base.Sha256;
import dev.weft.events.ImageId;

/** Image ids of objects in the store. */
public final class ObjectImageId {

  /** What the gateway stores lies under this prefix; the image id is the key's rest. */
  public static final String UPLOADS = "uploads/";

  private static final int DIGITS = 32;

  private ObjectImageId() {}

  /** The key under which the gateway stores the bytes of image {@code imageId}. */
  public static String uploadKey(String imageId) {
    return UPLOADS + ImageId.require(imageId);
  }

  /**
   * The id of an object: under {@link #UPLOADS} the key's rest, if that is an image id; else {@code
   * s3-} and the first 32 hexadecimal digits of the SHA-256 of bucket, line feed, key, line feed,
   * ETag. So an overwritten object is a new image, and the same object seen twice (a repeated
   * notification, a listing of the bucket) is one.
   *
   * @param key the key as it is, not URL-encoded
   * @param etag with or without its quotes; null counts as empty
   */
  public static String of(String bucket, String key, String etag) {
    if (key.startsWith(UPLOADS) && ImageId.isValid(key.substring(UPLOADS.length()))) {
      return key.substring(UPLOADS.length());
    }
    String bare = etag == null ? "" : etag.replace("\"", "");
    String named = bucket + "\n" + key + "\n" + bare;
    return "s3-" + Sha256.hex(named).substring(0, DIGITS);
  }
}
