package dev.weft.classifier.pipeline;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A store that can be unavailable or deny access, for all keys or for some. */
final class FlakyStore implements ObjectStore {

  private final ObjectStore store;
  final AtomicInteger refused = new AtomicInteger();
  volatile String awayFor;

  /** Keys to which access is denied although the objects exist. */
  volatile Predicate<String> denies = key -> false;

  FlakyStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public GetResult get(String bucket, String key, long maxBytes) {
    if (awayFor != null && key.contains(awayFor)) {
      refused.incrementAndGet();
      throw new StoreUnavailableException("away", null);
    }
    requireAllowed(key);
    return store.get(bucket, key, maxBytes);
  }

  private void requireAllowed(String key) {
    if (denies.test(key)) {
      refused.incrementAndGet();
      throw new StoreRefusedException("AccessDenied", "refused: " + key, null);
    }
  }

  @Override
  public void ensureBucket(String bucket) {
    store.ensureBucket(bucket);
  }

  @Override
  public PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata) {
    return store.putIfAbsent(bucket, key, bytes, contentType, metadata);
  }

  @Override
  public void put(String bucket, String key, byte[] bytes, String contentType) {
    store.put(bucket, key, bytes, contentType);
  }

  @Override
  public void putFile(String bucket, String key, Path file, String contentType) {
    store.putFile(bucket, key, file, contentType);
  }

  @Override
  public Optional<StoredObject> stat(String bucket, String key) {
    requireAllowed(key);
    return store.stat(bucket, key);
  }

  @Override
  public Optional<InputStream> open(String bucket, String key) {
    return store.open(bucket, key);
  }

  @Override
  public Iterator<StoredObject> list(String bucket, String prefix, String startAfter) {
    return store.list(bucket, prefix, startAfter);
  }

  @Override
  public void delete(String bucket, String key) {
    store.delete(bucket, key);
  }

  @Override
  public Optional<String> problem() {
    return store.problem();
  }

  @Override
  public void close() {
    store.close();
  }
}
