package dev.weft.classifier.prepare;

import dev.weft.base.Sha256;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.object.ImageObjects;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.util.Optional;

/**
 * Reads images from Weft's bucket and verifies them against their event; never reads more bytes
 * than the event and the limit allow. Thread-safe.
 */
public final class Fetcher {

  private final ObjectStore store;
  private final ImageObjects images;
  private final long maxBytes;

  /**
   * @param bucket events that name another bucket, or an object that is not an image, are refused:
   *     a bucket without access would otherwise look like an unavailable store, and be retried
   *     forever
   */
  public Fetcher(ObjectStore store, String bucket, long maxBytes) {
    this.store = store;
    this.images = new ImageObjects(bucket);
    this.maxBytes = maxBytes;
  }

  /**
   * Reads an image.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer, or the
   *     bucket does not exist
   * @throws dev.weft.objectstore.StoreRefusedException if it denies access to this object, or to
   *     all
   */
  public Fetch fetch(ObjectRef object) {
    Optional<String> refusal = images.refusal(object);
    if (refusal.isPresent()) {
      return refused(RejectionReason.INVALID_EVENT, refusal.get());
    }
    if (object.size() > maxBytes) {
      return tooLarge(object.size());
    }
    GetResult result;
    try {
      result = store.get(images.bucket(), object.key(), Math.max(1, object.size()));
    } catch (IllegalArgumentException e) {
      return refused(
          RejectionReason.OBJECT_MISSING,
          "an object cannot have the key \"" + object.key() + "\": " + e.getMessage());
    }
    if (result instanceof GetResult.Found found) {
      return check(object, found.bytes());
    } else if (result instanceof GetResult.TooLarge tooLarge) {
      return tooLarge.size() > maxBytes
          ? tooLarge(tooLarge.size())
          : otherSize(object, tooLarge.size());
    } else {
      return new Fetch.Missing(
          new Refusal(
              RejectionReason.OBJECT_MISSING,
              "the object "
                  + images.bucket()
                  + "/"
                  + object.key()
                  + " does not exist; upload the image again"));
    }
  }

  private static Fetch refused(RejectionReason reason, String detail) {
    return new Fetch.Refused(new Refusal(reason, detail));
  }

  private Fetch tooLarge(long size) {
    return refused(
        RejectionReason.TOO_LARGE,
        "the object has " + size + " bytes; at most " + maxBytes + " are allowed");
  }

  private static Fetch otherSize(ObjectRef object, long size) {
    return refused(
        RejectionReason.CHECKSUM_MISMATCH,
        "the event specifies " + object.size() + " bytes, but the object has " + size);
  }

  private static Fetch check(ObjectRef object, byte[] bytes) {
    if (bytes.length != object.size()) {
      return otherSize(object, bytes.length);
    }
    String sha256 = Sha256.hex(bytes);
    if (object.sha256() != null && !object.sha256().equals(sha256)) {
      return refused(
          RejectionReason.CHECKSUM_MISMATCH,
          "the event specifies SHA-256 " + object.sha256() + ", but the object has " + sha256);
    }
    return new Fetch.Fetched(
        new ObjectRef(object.bucket(), object.key(), object.size(), sha256), bytes);
  }
}
