package dev.weft.objectstore;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes by bucket and key in any S3 store. Thread-safe; one for the process.
 *
 * <p>What can be wrong with one object is a value of the return type (absent, too large, exists
 * already). What is wrong with the store is a {@link StoreUnavailableException}: try again later. A
 * bucket that is not there is of the second kind ({@link BucketMissingException}).
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Makes the bucket if it is not there. For who sets an installation up: a bucket that is gone is
   * not to be replaced by an empty one.
   */
  void ensureBucket(String bucket);

  /** Whether the bucket is there. */
  default boolean hasBucket(String bucket) {
    return true;
  }

  /**
   * Puts bytes, checked by the store against their SHA-256, unless something lies under the key
   * already. Atomic: of two callers one wins.
   *
   * @param metadata user metadata: ASCII, lower-case keys without the {@code x-amz-meta-} prefix
   */
  PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata);

  /** Puts bytes, replacing what lies there. */
  void put(String bucket, String key, byte[] bytes, String contentType);

  /** Puts a file of any size, replacing what lies there; memory does not grow with the size. */
  void putFile(String bucket, String key, Path file, String contentType);

  /**
   * What lies under the key, without its bytes. A store's answer to this does not say whether the
   * bucket is there: one that is not is empty here.
   */
  Optional<StoredObject> stat(String bucket, String key);

  /** The whole object in memory, if it is at most {@code maxBytes}. */
  GetResult get(String bucket, String key, long maxBytes);

  /** A stream over the object; the caller closes it. Empty if nothing lies there. */
  Optional<InputStream> open(String bucket, String key);

  /**
   * Objects below a prefix in the order of their keys, fetched page by page as the iterator goes.
   *
   * @param startAfter only keys greater than this; null for all
   */
  Iterator<StoredObject> list(String bucket, String prefix, String startAfter);

  /** Removes; nothing happens if nothing lies there. */
  void delete(String bucket, String key);

  /**
   * Why the store does not answer now, and what to do; empty if it does. For readiness and
   * diagnosis. Never throws.
   */
  Optional<String> problem();

  /**
   * The same of one bucket: empty if the store answers and has it. For a readiness that must notice
   * that the store came back without it. Never throws.
   */
  default Optional<String> problem(String bucket) {
    return problem();
  }

  /** Whether the store answers now. */
  default boolean isReachable() {
    return problem().isEmpty();
  }

  @Override
  void close();
}
