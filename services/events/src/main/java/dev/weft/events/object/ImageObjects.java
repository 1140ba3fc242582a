package dev.weft.events.object;

import dev.weft.events.Excerpt;
import dev.weft.events.image.ObjectRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which objects an event may name as an image: those of one bucket under the prefixes for
 * images. The same bucket holds models, trainings and features, and anyone with write access to a
 * topic can name any key, so every reader of an object that an event names must check it here
 * first.
 *
 * @param bucket Weft's bucket
 */
public record ImageObjects(String bucket) {

  /** Images that other S3 clients store. */
  public static final String IMAGES = "images/";

  /** Prefixes of the keys of images. */
  public static final List<String> PREFIXES =
      List.of(UploadKey.PREFIX, IMAGES, LabeledKey.PREFIX, ModelKey.PREFIX);

  /**
   * A key under {@link UploadKey#PREFIX} that is no image: gateways probe write access with it, and
   * classifiers read access.
   */
  public static final String PROBE = UploadKey.PREFIX + ".probe";

  /**
   * A key that is no image either: gateways store how far the reconciler has compared bucket and
   * views.
   */
  public static final String RECONCILED = UploadKey.PREFIX + ".reconciled";

  private static final Set<String> NO_IMAGES = Set.of(PROBE, RECONCILED);

  public ImageObjects {
    Objects.requireNonNull(bucket, "bucket");
  }

  /** Whether the object may be an image. */
  public boolean allow(ObjectRef object) {
    return refusal(object).isEmpty();
  }

  /** Returns why an event may not name the object, as a clause for people; empty if it may. */
  public Optional<String> refusal(ObjectRef object) {
    if (!object.bucket().equals(bucket)) {
      return Optional.of(
          "the object is in bucket %s, but only %s is used".formatted(object.bucket(), bucket));
    }
    return isImageKey(object.key())
        ? Optional.empty()
        : Optional.of(
            "the object is %s, but images are only stored below %s"
                .formatted(Excerpt.of(object.key()), String.join(", ", PREFIXES)));
  }

  /**
   * Whether the key may be an image's: under one of {@link #PREFIXES}, but neither the folder
   * itself nor a key that gateways use internally; under {@link ModelKey#PREFIX} the model's name
   * must be valid.
   */
  public static boolean isImageKey(String key) {
    boolean below =
        PREFIXES.stream().anyMatch(prefix -> key.startsWith(prefix) && !key.equals(prefix));
    boolean nobodys = key.startsWith(ModelKey.PREFIX) && ModelKey.model(key).isEmpty();
    return below && !nobodys && !NO_IMAGES.contains(key);
  }
}
