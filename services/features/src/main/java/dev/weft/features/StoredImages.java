package dev.weft.features;

import dev.weft.base.Sha256;
import dev.weft.features.RefusedObjects.Reading;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;

/** Reads images from the object store and verifies the SHA-256 with which they were labeled. */
public final class StoredImages implements ImageSource {
  private final ObjectStore store;
  private final RefusedObjects refused;
  private final long maxBytes;

  /**
   * @param refused handles images that the store refuses
   * @param maxBytes size limit of an image
   */
  public StoredImages(ObjectStore store, RefusedObjects refused, long maxBytes) {
    this.store = store;
    this.refused = refused;
    this.maxBytes = maxBytes;
  }

  @Override
  public Fetched fetch(ImageObject object) {
    Reading<GetResult> reading =
        refused.read(
            object.bucket() + "/" + object.key(),
            () -> store.get(object.bucket(), object.key(), maxBytes));
    if (reading instanceof Reading.Refused<GetResult> refusal) {
      return new Fetched.Unusable(refusal.reason());
    }
    GetResult result = ((Reading.Answered<GetResult>) reading).answer();
    if (result instanceof GetResult.Found found) {
      String sha256 = Sha256.hex(found.bytes());
      return sha256.equals(object.sha256())
          ? new Fetched.Bytes(found.bytes())
          : new Fetched.Unusable(object.key() + " has changed: its SHA-256 is now " + sha256);
    }
    if (result instanceof GetResult.TooLarge large) {
      return new Fetched.Unusable(
          "%s has %,d bytes; at most %,d are allowed"
              .formatted(object.key(), large.size(), maxBytes));
    }
    return new Fetched.Unusable(object.key() + " no longer exists in the store");
  }
}
