package dev.weft.trainer.features;

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
 * Tells what is wrong with one image's object from what is wrong with the store, by asking. Where
 * the store refuses an image, it is asked for an object that must lie in the configured bucket and
 * that it has given before, of a published version: if it gives that, the image alone is refused,
 * and costs a training that image; if not, the store is at fault, and a training waits.
 * Thread-safe.
 */
public final class RefusedObjects {
  private static final String VERSIONS = "models/";

  private final ObjectStore store;
  private final String bucket;
  private final AtomicReference<RuntimeException> last = new AtomicReference<>();

  /**
   * @param bucket the configured one, with the published versions
   */
  public RefusedObjects(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Reads an image's object.
   *
   * @param <T> what is read
   */
  public sealed interface Reading<T> {

    /** It was answered. */
    record Answered<T>(T answer) implements Reading<T> {}

    /**
     * The store refuses this object, and gives others.
     *
     * @param reason for people
     */
    record Refused<T>(String reason) implements Reading<T> {}
  }

  /**
   * Reads an image's object, twice if it is refused or lies in a bucket that is not there: what
   * passes by itself is no refusal.
   *
   * @param name of the bucket and the object, for people
   * @throws StoreRefusedException if the store refuses what it must give, too
   * @throws StoreUnavailableException if it does not answer, or has not got the configured bucket
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
          "the store refuses %s and gives others: %s".formatted(name, e.getMessage()));
    }
  }

  /** The last refusal of one image; empty if none was refused. */
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
      // It was given; how the reading ends does not matter.
      return true;
    }
    return object.isPresent();
  }
}
