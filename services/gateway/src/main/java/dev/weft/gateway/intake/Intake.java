package dev.weft.gateway.intake;

import dev.weft.base.Sha256;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.object.ObjectImageId;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoredObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Takes uploads in: first the store, then the event, then the answer. What was answered is stored
 * and published; what is stored but not published, because the process died between the two, the
 * reconciler publishes from the object's metadata.
 */
public final class Intake {

  private final ObjectStore store;
  private final String bucket;
  private final EventPublisher publisher;
  private final Predicate<String> seen;
  private final Clock clock;

  /**
   * An intake.
   *
   * @param seen whether the views know the upload of an image id for sure
   */
  public Intake(
      ObjectStore store,
      String bucket,
      EventPublisher publisher,
      Predicate<String> seen,
      Clock clock) {
    this.store = store;
    this.bucket = bucket;
    this.publisher = publisher;
    this.seen = seen;
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
    PutResult put =
        store.putIfAbsent(
            bucket,
            ObjectImageId.uploadKey(upload.imageId()),
            upload.bytes(),
            upload.contentType() == null ? "application/octet-stream" : upload.contentType(),
            UploadObject.metadata(upload, sha256, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    if (put instanceof PutResult.Stored stored) {
      ImageUploaded event = event(upload.imageId(), stored.object());
      publisher.publish(event);
      return new IntakeResult.Accepted(event);
    }
    return repeated(upload, sha256, ((PutResult.Exists) put).object());
  }

  private IntakeResult repeated(Upload upload, String sha256, StoredObject there) {
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
    if (!seen.test(imageId)) {
      publisher.publish(event);
    }
    return new IntakeResult.Repeated(event);
  }

  private ImageUploaded event(String imageId, StoredObject object) {
    return UploadObject.event(imageId, bucket, object);
  }
}
