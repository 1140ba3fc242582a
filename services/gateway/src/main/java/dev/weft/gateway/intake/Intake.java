package dev.weft.gateway.intake;

import dev.weft.base.Sha256;
import dev.weft.events.image.ImageUploaded;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Accepts uploads: first stores the image, then publishes its event, then responds. An upload with
 * a successful response is stored and published; one that is stored but not published, because the
 * process died in between, is published by the reconciler from the object's metadata.
 *
 * <p>A client's id identifies one image. Within an hour the store enforces that, since one of two
 * conditional puts under one key wins. Across hours the views do and, until they have seen the
 * image, a check of the previous hour. If two uploads meet at an hour's boundary, each checks for
 * the other after its own put; the one that finds other bytes withdraws its own by not publishing
 * them.
 */
public final class Intake {

  private final ObjectStore store;
  private final String bucket;
  private final EventPublisher publisher;
  private final KnownUploads known;
  private final StoredUploads stored;
  private final Clock clock;

  /** Creates an intake into one bucket. */
  public Intake(
      ObjectStore store,
      String bucket,
      EventPublisher publisher,
      KnownUploads known,
      StoredUploads stored,
      Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.publisher = publisher;
    this.known = known;
    this.stored = stored;
    this.clock = clock;
  }

  /**
   * Takes one image in. Blocks for the store and the broker.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   * @throws BrokerUnavailableException if the broker does not; the bytes are stored then, and the
   *     same upload again, or the reconciler, completes it
   */
  public IntakeResult accept(Upload upload) {
    String sha256 = Sha256.hex(upload.bytes());
    return upload.isIdNew() ? put(upload, sha256) : putUnlessThere(upload, sha256);
  }

  private IntakeResult putUnlessThere(Upload upload, String sha256) {
    String imageId = upload.imageId();
    KnownUploads.Found found = known.find(imageId);
    Optional<ImageUploaded> event = found.event();
    if (event.isEmpty() && known.isErased(imageId)) {
      return new IntakeResult.Erased(imageId);
    }
    Optional<StoredObject> seen = event.flatMap(stored::seen);
    if (seen.isPresent()) {
      return repeated(upload, sha256, seen.get(), true);
    }
    Optional<StoredObject> unseen =
        event.isPresent() ? seen : stored.elsewhere(imageId, found.viewed());
    return unseen
        .map(there -> repeated(upload, sha256, there, false))
        .orElseGet(() -> put(upload, sha256));
  }

  private IntakeResult put(Upload upload, String sha256) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String key = stored.key(upload.imageId(), now);
    PutResult put =
        store.putIfAbsent(
            bucket,
            key,
            upload.bytes(),
            upload.contentType() == null ? "application/octet-stream" : upload.contentType(),
            UploadObject.metadata(upload, sha256, now));
    if (!upload.isIdNew()) {
      Optional<StoredObject> beside = stored.beside(upload.imageId(), key, now);
      if (beside.isPresent()) {
        return repeated(upload, sha256, beside.get(), false);
      }
    }
    if (put instanceof PutResult.Stored own) {
      ImageUploaded event = event(upload.imageId(), own.object());
      publisher.publish(event);
      return new IntakeResult.Accepted(event);
    }
    return repeated(upload, sha256, ((PutResult.Exists) put).object(), false);
  }

  private IntakeResult repeated(Upload upload, String sha256, StoredObject there, boolean isSeen) {
    String imageId = upload.imageId();
    if (!sha256.equals(UploadObject.sha256(there))) {
      return new IntakeResult.Conflict(imageId);
    }
    if (!Objects.equals(upload.model(), UploadObject.model(there))) {
      return new IntakeResult.OtherModel(imageId, UploadObject.model(there));
    }
    ImageUploaded event = event(imageId, there);
    if (upload.purpose() == null && !event.wantsAnswer()) {
      return new IntakeResult.ForTraining(imageId);
    }
    if (!isSeen) {
      publisher.publish(event);
    }
    return new IntakeResult.Repeated(event);
  }

  private ImageUploaded event(String imageId, StoredObject object) {
    return UploadObject.event(imageId, bucket, object);
  }
}
