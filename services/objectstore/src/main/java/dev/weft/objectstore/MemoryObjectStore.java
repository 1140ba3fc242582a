package dev.weft.objectstore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A single bucket in memory, with any name, for tests and for benchmarks that are not to measure a
 * server. Thread-safe.
 */
public final class MemoryObjectStore implements ObjectStore {
  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  /** Returns the objects by key; a live view. */
  public NavigableMap<String, byte[]> objects() {
    return objects;
  }

  @Override
  public void ensureBucket(String bucket) {
    // It always exists.
  }

  @Override
  public PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata) {
    byte[] before = objects.putIfAbsent(key, bytes.clone());
    return before == null
        ? new PutResult.Stored(object(key, bytes))
        : new PutResult.Exists(object(key, before));
  }

  @Override
  public void put(String bucket, String key, byte[] bytes, String contentType) {
    objects.put(key, bytes.clone());
  }

  @Override
  public void putFile(String bucket, String key, Path file, String contentType) {
    try {
      objects.put(key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<StoredObject> stat(String bucket, String key) {
    return Optional.ofNullable(objects.get(key)).map(bytes -> object(key, bytes));
  }

  @Override
  public GetResult get(String bucket, String key, long maxBytes) {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      return new GetResult.Missing();
    }
    return bytes.length > maxBytes
        ? new GetResult.TooLarge(bytes.length)
        : new GetResult.Found(object(key, bytes), bytes.clone());
  }

  @Override
  public Optional<InputStream> open(String bucket, String key) {
    return Optional.ofNullable(objects.get(key)).map(ByteArrayInputStream::new);
  }

  @Override
  public Iterator<StoredObject> list(String bucket, String prefix, String startAfter) {
    return objects.tailMap(prefix).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .filter(entry -> startAfter == null || entry.getKey().compareTo(startAfter) > 0)
        .map(entry -> object(entry.getKey(), entry.getValue()))
        .iterator();
  }

  @Override
  public void delete(String bucket, String key) {
    objects.remove(key);
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Nothing to close.
  }

  private static StoredObject object(String key, byte[] bytes) {
    return new StoredObject(key, bytes.length, key, Instant.EPOCH, null, Map.of());
  }
}
