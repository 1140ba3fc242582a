package dev.weft.events;

/** Topic names. Each is the one home of its event. */
public final class Topics {
  /** {@link ImageUploaded}, key: image id. */
  public static final String IMAGES_UPLOADED = "weft.images.uploaded";

  /** {@link ImageClassified}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. */
  public static final String IMAGES_CLASSIFIED = "weft.images.classified";

  /** {@link ImageRejected}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. */
  public static final String IMAGES_REJECTED = "weft.images.rejected";

  /** S3 bucket notifications as MinIO sends them, key: bucket/key. */
  public static final String S3_NOTIFICATIONS = "weft.s3.notifications";

  private Topics() {}
}
