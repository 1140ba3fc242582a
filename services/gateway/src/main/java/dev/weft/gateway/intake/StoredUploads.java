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
 * Finds the object of an upload by its image id alone. The hour in its key is not known then: the
 * views know the key of what they have seen, and what they have not seen was taken in within the
 * last two hours, or by a release whose keys had no hour.
 */
public final class StoredUploads {

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * How far from the end of an hour another gateway may be on the other side of it: what clocks
   * differ by, and what a put takes.
   */
  private static final Duration EDGE = Duration.ofMinutes(2);

  private final ObjectStore store;
  private final String bucket;
  private final Clock clock;

  /** Uploads in one bucket. */
  public StoredUploads(ObjectStore store, String bucket, Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** An image that no view has seen. */
  public Optional<StoredObject> unseen(String imageId) {
    return stat(UploadKey.of(imageId, clock.instant())).or(() -> earlier(imageId));
  }

  /** The same, but for what was taken in in this hour. */
  Optional<StoredObject> earlier(String imageId) {
    return stat(UploadKey.of(imageId, clock.instant().minus(HOUR)))
        .or(() -> stat(UploadKey.withoutHour(imageId)));
  }

  /** What a view has seen, unless it is gone. */
  Optional<StoredObject> seen(ImageUploaded event) {
    return event.object().bucket().equals(bucket) ? stat(event.object().key()) : Optional.empty();
  }

  /**
   * What another gateway may have put under the same id in the hour beside, at the same time. Who
   * asks has put its own: of two, one at least sees the other's.
   *
   * @param takenIn the moment of the own key
   */
  Optional<StoredObject> beside(String imageId, Instant takenIn) {
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
