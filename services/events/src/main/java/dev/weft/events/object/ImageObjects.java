package dev.weft.events.object;

import dev.weft.events.Excerpt;
import dev.weft.events.image.ObjectRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects an event may name as an image: those of one bucket that lie where images may lie.
 * Models, trainings and features lie in the same bucket, and anybody who may write to a topic may
 * name any key, so whoever reads an object because an event names it asks here first.
 *
 * @param bucket the one bucket that Weft works in
 */
public record ImageObjects(String bucket) {

  /** What other S3 clients put there is an image. */
  public static final String IMAGES = "images/";

  /** What images may lie below. */
  public static final List<String> PREFIXES =
      List.of(UploadKey.PREFIX, IMAGES, LabeledKey.PREFIX, ModelKey.PREFIX);

  /**
   * Lies below {@link UploadKey#PREFIX} and is no image: there gateways try whether they may write,
   * and classifiers whether they may read.
   */
  public static final String PROBE = UploadKey.PREFIX + ".probe";

  /** No image either: there gateways write down how far they have compared bucket and views. */
  public static final String RECONCILED = UploadKey.PREFIX + ".reconciled";

  private static final Set<String> NO_IMAGES = Set.of(PROBE, RECONCILED);

  public ImageObjects {
    Objects.requireNonNull(bucket, "bucket");
  }

  /** Whether an image may lie there. */
  public boolean allow(ObjectRef object) {
    return refusal(object).isEmpty();
  }

  /** Why an event may not name the object, as a clause for people; empty if it may. */
  public Optional<String> refusal(ObjectRef object) {
    if (!object.bucket().equals(bucket)) {
      return Optional.of(
          "it lies in bucket %s, but only %s is read".formatted(object.bucket(), bucket));
    }
    return isImageKey(object.key())
        ? Optional.empty()
        : Optional.of(
            "it names %s, but images lie below %s only"
                .formatted(Excerpt.of(object.key()), String.join(", ", PREFIXES)));
  }

  /**
   * Whether an image may have the key: below {@link #PREFIXES}, not the folder itself nor what
   * gateways keep there for themselves, and below {@link ModelKey#PREFIX} that of a model that may
   * be.
   */
  public static boolean isImageKey(String key) {
    boolean below =
        PREFIXES.stream().anyMatch(prefix -> key.startsWith(prefix) && !key.equals(prefix));
    boolean nobodys = key.startsWith(ModelKey.PREFIX) && ModelKey.model(key).isEmpty();
    return below && !nobodys && !NO_IMAGES.contains(key);
  }
}
