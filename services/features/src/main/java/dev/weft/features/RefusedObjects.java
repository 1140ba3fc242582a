package dev.weft.features;

import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Distinguishes an object that the store refuses from a failure of the store. When the store
 * refuses an image, an object of a published version, which the store has returned before, is
 * requested from the configured bucket. If the store returns it, only the image is refused, and the
 * training continues without it; otherwise the store is at fault, and the training waits.
 * Thread-safe.
 */
public final class RefusedObjects {
  private static final String VERSIONS = "models/";

  private final ObjectStore store;
  private final String bucket;
  private final AtomicReference<RuntimeException> last = new AtomicReference<>();

  /**
   * @param bucket the configured bucket, which holds the published versions
   */
  public RefusedObjects(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Result of reading an image's object.
   *
   * @param <T> type of the result
   */
  public sealed interface Reading<T> {

    /** The store responded. */
    record Answered<T>(T answer) implements Reading<T> {}

    /**
     * The store refuses this object, but not others.
     *
     * @param reason for people
     */
    record Refused<T>(String reason) implements Reading<T> {}
  }

  /**
   * Reads an image's object. A refusal, or a missing bucket, is retried once, since it may be
   * temporary.
   *
   * @param name the name of the bucket and the object, for people
   * @throws StoreRefusedException if the store also refuses the published version's object
   * @throws StoreUnavailableException if the store does not respond, or lacks the configured bucket
   */
  public <T> Reading<T> read(String name, Supplier<T> reading) {
    try {
      return new Reading.Answered<>(reading.get());
    } catch (StoreRefusedException | BucketMissingException e) {
      requireOthers(e);
    }
    try {
      return new Reading.Answered<>(reading.get());
    } catch (StoreRefusedException | BucketMissingException e) {
      requireOthers(e);
      last.set(e);
      return new Reading.Refused<>(
          "the store denies access to %s, but not to others: %s".formatted(name, e.getMessage()));
    }
  }

  /** Returns the last refusal of an image; empty if none was refused. */
  public Optional<RuntimeException> last() {
    return Optional.ofNullable(last.get());
  }

  private void requireOthers(RuntimeException refused) {
    try {
      Iterator<StoredObject> versions = store.list(bucket, VERSIONS, null);
      if (versions.hasNext() && isGiven(versions.next().key())) {
        return;
      }
    } catch (StoreRefusedException | StoreUnavailableException e) {
      e.addSuppressed(refused);
      throw e;
    }
    throw refused;
  }

  private boolean isGiven(String key) {
    Optional<InputStream> object = store.open(bucket, key);
    try {
      if (object.isPresent()) {
        object.get().close();
      }
    } catch (IOException e) {
      // The object was returned; an error while reading it does not matter.
      return true;
    }
    return object.isPresent();
  }
}
