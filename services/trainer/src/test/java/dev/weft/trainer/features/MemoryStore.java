package dev.weft.trainer.features;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** One bucket in memory. */
public final class MemoryStore implements ObjectStore {
  /** By key. */
  public final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public void ensureBucket(String bucket) {}

  @Override
  public PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata) {
    return objects.putIfAbsent(key, bytes) == null
        ? new PutResult.Stored(object(key))
        : new PutResult.Exists(object(key));
  }

  @Override
  public void put(String bucket, String key, byte[] bytes, String contentType) {
    objects.put(key, bytes);
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
    return objects.containsKey(key) ? Optional.of(object(key)) : Optional.empty();
  }

  @Override
  public GetResult get(String bucket, String key, long maxBytes) {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      return new GetResult.Missing();
    }
    return bytes.length > maxBytes
        ? new GetResult.TooLarge(bytes.length)
        : new GetResult.Found(object(key), bytes.clone());
  }

  @Override
  public Optional<InputStream> open(String bucket, String key) {
    return Optional.ofNullable(objects.get(key)).map(ByteArrayInputStream::new);
  }

  @Override
  public Iterator<StoredObject> list(String bucket, String prefix, String startAfter) {
    List<StoredObject> found =
        objects.keySet().stream().filter(k -> k.startsWith(prefix)).map(this::object).toList();
    return found.iterator();
  }

  @Override
  public void delete(String bucket, String key) {
    objects.remove(key);
  }

  @Override
  public boolean isReachable() {
    return true;
  }

  @Override
  public void close() {}

  private StoredObject object(String key) {
    return new StoredObject(key, objects.get(key).length, key, Instant.EPOCH, null, Map.of());
  }
}
