package dev.weft.gateway.intake;

import dev.weft.events.image.ImageUploaded;
import dev.weft.events.object.UploadKey;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Finds the object of an upload by its image id alone, without knowing the hour in its key: the
 * views know the keys of the images that they have seen; other images were uploaded within the last
 * two hours, or by a release whose keys had no hour.
 */
public final class StoredUploads {

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * How close to an hour's boundary another gateway may be in the other hour: the clocks'
   * difference and the duration of a put.
   */
  private static final Duration EDGE = Duration.ofMinutes(2);

  private final ObjectStore store;
  private final String bucket;
  private final HourKeys hourKeys;
  private final ReconciledUploads reconciled;
  private final Clock clock;

  /** Creates an instance for one bucket. */
  public StoredUploads(
      ObjectStore store,
      String bucket,
      HourKeys hourKeys,
      ReconciledUploads reconciled,
      Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.hourKeys = hourKeys;
    this.reconciled = reconciled;
    this.clock = clock;
  }

  /** The key of an image that is uploaded at a moment. */
  String key(String imageId, Instant takenIn) {
    return hourKeys.areOn() ? UploadKey.of(imageId, takenIn) : UploadKey.withoutHour(imageId);
  }

  /** Finds an image that no view has seen. */
  public Optional<StoredObject> unseen(String imageId) {
    return ofThisHour(imageId).or(() -> ofTheHourBefore(imageId)).or(() -> withoutHour(imageId));
  }

  /**
   * Like {@link #unseen}, but excluding the key that it would get now, and keys whose objects the
   * views would know.
   *
   * @param viewed see {@link KnownUploads.Found#viewed}
   */
  Optional<StoredObject> elsewhere(String imageId, Instant viewed) {
    Optional<StoredObject> other = Optional.empty();
    if (!hourKeys.areOn()) {
      other = ofThisHour(imageId);
    } else if (!reconciled.includesKeysWithoutHour(viewed)) {
      other = withoutHour(imageId);
    }
    return other.isPresent() || reconciled.includesHourBefore(viewed)
        ? other
        : ofTheHourBefore(imageId);
  }

  private Optional<StoredObject> ofThisHour(String imageId) {
    return stat(UploadKey.of(imageId, clock.instant()));
  }

  private Optional<StoredObject> ofTheHourBefore(String imageId) {
    return stat(UploadKey.of(imageId, clock.instant().minus(HOUR)));
  }

  private Optional<StoredObject> withoutHour(String imageId) {
    return stat(UploadKey.withoutHour(imageId));
  }

  /** Finds an image that a view has seen, unless its object is gone. */
  Optional<StoredObject> seen(ImageUploaded event) {
    return event.object().bucket().equals(bucket) ? stat(event.object().key()) : Optional.empty();
  }

  /**
   * Finds an object that another gateway may have put under the same id at the same time: in the
   * adjacent hour, or with and without an hour while that is being decided. The caller has
   * completed its own put, so that of two concurrent callers at least one finds the other's object.
   *
   * @param own the key that the caller has put
   * @param takenIn the moment of that key
   */
  Optional<StoredObject> beside(String imageId, String own, Instant takenIn) {
    Optional<StoredObject> other = Optional.empty();
    if (own.equals(UploadKey.withoutHour(imageId))) {
      other = stat(UploadKey.of(imageId, takenIn));
    } else if (hourKeys.areSettling()) {
      other = withoutHour(imageId);
    }
    return other.or(() -> inTheHourBeside(imageId, takenIn));
  }

  private Optional<StoredObject> inTheHourBeside(String imageId, Instant takenIn) {
    Instant hour = takenIn.truncatedTo(ChronoUnit.HOURS);
    if (takenIn.isBefore(hour.plus(EDGE))) {
      return stat(UploadKey.of(imageId, hour.minus(HOUR)));
    }
    return clock.instant().isAfter(hour.plus(HOUR).minus(EDGE))
        ? stat(UploadKey.of(imageId, hour.plus(HOUR)))
        : Optional.empty();
  }

  private Optional<StoredObject> stat(String key) {
    return store.stat(bucket, key);
  }
}
