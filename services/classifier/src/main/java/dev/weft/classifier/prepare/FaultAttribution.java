package dev.weft.classifier.prepare;

import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.object.ImageObjects;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;

/**
 * Distinguishes faults of one image from faults of the store by querying the store. The manifest of
 * the serving version is known to be in the bucket, since it was loaded from there: if it is
 * missing, a missing object proves nothing. If access to an object is denied, others with the same
 * prefix are queried; if decoding an image fails, a known valid one is decoded. Thread-safe.
 */
public final class FaultAttribution {

  private static final int NEIGHBOURS = 8;

  private final ObjectStore store;
  private final String bucket;
  private final ModelStore versions;
  private final Models models;
  private final ImageDecoding decoding;
  private final Duration retry;
  private final InstantSource clock;
  private volatile boolean sound = true;
  private volatile Instant soundSince;

  /**
   * @param retry how long an image that may be at fault is retried
   */
  public FaultAttribution(
      ObjectStore store,
      String bucket,
      Models models,
      ImageDecoding decoding,
      Duration retry,
      InstantSource clock) {
    this.decoding = decoding;
    this.store = store;
    this.bucket = bucket;
    this.versions = new ModelStore(store, bucket);
    this.models = models;
    this.retry = retry;
    this.clock = clock;
    this.soundSince = clock.instant();
  }

  /**
   * The rejection of an image if it keeps failing in this way; empty if the store or the machine is
   * at fault.
   *
   * @param stage that failed
   * @throws RuntimeException if the failure shows by itself that the store is at fault
   */
  Optional<Refusal> suspicion(ObjectRef object, PipelineListener.Stage stage, Throwable failure) {
    if (failure instanceof OutOfMemoryError
        || failure instanceof StoreUnavailableException
        || failure instanceof BlockedException) {
      return Optional.empty();
    }
    if (stage == PipelineListener.Stage.DECODE) {
      decoding.requireWorking(serving().preprocessing());
      return Optional.of(internalError("decoding the image", failure));
    }
    requireKnownBucket();
    if (failure instanceof StoreRefusedException refused) {
      requireOthers(object.key(), refused);
      return Optional.of(
          new Refusal(
              RejectionReason.OBJECT_REFUSED,
              "the store denies access to this object (%s), but not to others: grant the access key permission to read it, restore it from an archive, or encrypt it with a permitted key; then upload the image again. Response of the store: %s"
                  .formatted(refused.code(), refused.getMessage())));
    }
    return Optional.of(internalError("fetching the image", failure));
  }

  private static Refusal internalError(String doing, Throwable failure) {
    return new Refusal(
        RejectionReason.INTERNAL_ERROR,
        doing + " failed repeatedly: " + failure + "; please report this together with the image");
  }

  /**
   * Queries the object that must be in the bucket.
   *
   * @throws BlockedException if it is missing: this is not the bucket that images were uploaded to
   */
  void requireKnownBucket() {
    ModelRef serving = serving().ref();
    if (!versions.wasPublished(serving.name(), serving.version())) {
      throw new BlockedException(
          "bucket %s does not contain the serving version %s, which was loaded from it: the store was emptied, or replaced by a different one. Restore the bucket; no images are rejected in the meantime"
              .formatted(bucket, serving),
          null);
    }
  }

  /**
   * Queries the object that must be in the bucket, and a key with the prefix of images.
   *
   * @return what an operator must fix; empty if there is nothing, or if the store does not answer
   */
  public Optional<String> storeProblem() {
    try {
      requireKnownBucket();
      store.stat(bucket, ImageObjects.PROBE);
      return Optional.empty();
    } catch (BlockedException | StoreRefusedException | BucketMissingException e) {
      return Optional.of(e.getMessage());
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  private ServingModel serving() {
    try (var lease = models.leaseServing()) {
      return lease.route().serving();
    }
  }

  /**
   * Checks whether access is denied to all objects or to this one, by querying some with the same
   * prefix.
   */
  private void requireOthers(String key, StoreRefusedException refused) {
    String folder = key.substring(0, key.indexOf('/') + 1);
    boolean some = false;
    Iterator<StoredObject> objects = store.list(bucket, folder, null);
    for (int asked = 0; asked < NEIGHBOURS && objects.hasNext(); ) {
      String other = objects.next().key();
      if (!other.equals(key) && !other.equals(ImageObjects.PROBE)) {
        asked++;
        some = true;
        if (isReadable(other)) {
          return;
        }
      }
    }
    if (some) {
      throw new BlockedException(
          "the store denies access to all requested objects under %s/%s: %s"
              .formatted(bucket, folder, refused.getMessage()),
          refused);
    }
  }

  private boolean isReadable(String key) {
    try {
      return store.stat(bucket, key).isPresent();
    } catch (StoreRefusedException e) {
      return false;
    }
  }

  /** Records that the store, or the machine, was at fault. */
  void unsound() {
    sound = false;
  }

  /** Records that the store works as it should. */
  void sound() {
    if (!sound) {
      soundSince = clock.instant();
      sound = true;
    }
  }

  /**
   * Whether an image has been retried for long enough. A missing object may have been announced
   * before it was written, or the store may lag after an outage; if both are long past, the image
   * is rejected without further waiting, so that a backlog of such images is processed quickly.
   *
   * @param suspectedSince when it first failed in this way
   */
  public boolean isOver(InFlightImage inFlight, Refusal suspicion, Instant suspectedSince) {
    Instant from = suspectedSince;
    if (suspicion.reason() == RejectionReason.OBJECT_MISSING) {
      from = earlier(from, later(inFlight.publishedAt(), soundSince));
    }
    return !clock.instant().isBefore(from.plus(retry));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
