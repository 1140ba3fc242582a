package dev.weft.objectstore;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Access to objects by bucket and key in any S3 store. Thread-safe; one instance per process.
 *
 * <p>Conditions of a single object (absent, too large, already existing) are values of the return
 * type. Failures of the store are {@link StoreUnavailableException}s, which may be retried later. A
 * missing bucket counts as a failure of the store ({@link BucketMissingException}).
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Creates the bucket if it does not exist. For the setup of an installation only: a bucket that
   * has disappeared must not be replaced by an empty one.
   */
  void ensureBucket(String bucket);

  /** Whether the bucket exists. */
  default boolean hasBucket(String bucket) {
    return true;
  }

  /**
   * Stores bytes, which the store verifies against their SHA-256, unless the key exists already.
   * Atomic: of two concurrent callers one succeeds.
   *
   * @param metadata user metadata: ASCII, lower-case keys without the {@code x-amz-meta-} prefix
   */
  PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata);

  /** Stores bytes, replacing an existing object. */
  void put(String bucket, String key, byte[] bytes, String contentType);

  /**
   * Stores a file of any size, replacing an existing object; memory does not depend on the size.
   */
  void putFile(String bucket, String key, Path file, String contentType);

  /**
   * Returns the object's metadata. Stores do not say whether the bucket exists in this response: a
   * missing bucket gives an empty result here.
   */
  Optional<StoredObject> stat(String bucket, String key);

  /** Reads the whole object into memory, if it has at most {@code maxBytes}. */
  GetResult get(String bucket, String key, long maxBytes);

  /**
   * Opens a stream of the object's bytes, which the caller closes. Empty if there is no such
   * object.
   */
  Optional<InputStream> open(String bucket, String key);

  /**
   * Lists objects below a prefix in the order of their keys; pages are fetched as the iterator
   * advances.
   *
   * @param startAfter only keys greater than this; null for all
   */
  Iterator<StoredObject> list(String bucket, String prefix, String startAfter);

  /** Deletes an object; does nothing if there is none. */
  void delete(String bucket, String key);

  /**
   * Returns why the store does not respond, and what to do; empty if it responds. For readiness and
   * diagnosis. Never throws.
   */
  Optional<String> problem();

  /**
   * The same including the bucket: empty if the store responds and has it. For readiness checks
   * that must detect a store that was restarted without the bucket. Never throws.
   */
  default Optional<String> problem(String bucket) {
    return problem();
  }

  /** Whether the store responds. */
  default boolean isReachable() {
    return problem().isEmpty();
  }

  @Override
  void close();
}
