package dev.weft.gateway;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An in-memory object store for tests; its clock stands at {@link Events#at} 0. */
public class MemoryStore implements ObjectStore {

  private record Entry(StoredObject object, byte[] bytes) {}

  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private Runnable beforePut = () -> {};

  @Override
  public void ensureBucket(String bucket) {}

  @Override
  public PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata) {
    Runnable others = beforePut;
    beforePut = () -> {};
    others.run();
    if (entries.containsKey(key)) {
      return new PutResult.Exists(entries.get(key).object());
    }
    return new PutResult.Stored(put(key, bytes, contentType, metadata, Events.at(0)));
  }

  /** Puts an object of a given age. */
  public StoredObject put(
      String key,
      byte[] bytes,
      String contentType,
      Map<String, String> metadata,
      Instant lastModified) {
    StoredObject object =
        new StoredObject(
            key, bytes.length, "etag-" + bytes.length, lastModified, contentType, metadata);
    entries.put(key, new Entry(object, bytes));
    return object;
  }

  @Override
  public void put(String bucket, String key, byte[] bytes, String contentType) {
    put(key, bytes, contentType, Map.of(), Events.at(0));
  }

  @Override
  public void putFile(String bucket, String key, Path file, String contentType) {
    try {
      put(bucket, key, Files.readAllBytes(file), contentType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sets an action that runs just before the next conditional put, to simulate a concurrent writer.
   */
  public void beforePut(Runnable others) {
    beforePut = others;
  }

  /** Denies access to an object from now on. */
  public void refuse(String key) {
    refused.add(key);
  }

  /** Allows access to all objects again. */
  public void allow(String key) {
    refused.remove(key);
  }

  /** Keeps an object even when it is deleted. */
  public void keep(String key) {
    kept.add(key);
  }

  @Override
  public Optional<StoredObject> stat(String bucket, String key) {
    if (refused.contains(key)) {
      throw new StoreRefusedException("AccessDenied", "refused: stat " + key, null);
    }
    return Optional.ofNullable(entries.get(key)).map(Entry::object);
  }

  @Override
  public GetResult get(String bucket, String key, long maxBytes) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return new GetResult.Missing();
    }
    return entry.bytes().length > maxBytes
        ? new GetResult.TooLarge(entry.bytes().length)
        : new GetResult.Found(entry.object(), entry.bytes().clone());
  }

  @Override
  public Optional<InputStream> open(String bucket, String key) {
    return Optional.ofNullable(entries.get(key))
        .map(entry -> new ByteArrayInputStream(entry.bytes()));
  }

  @Override
  public Iterator<StoredObject> list(String bucket, String prefix, String startAfter) {
    return entries.values().stream()
        .map(Entry::object)
        .filter(object -> object.key().startsWith(prefix))
        .filter(object -> startAfter == null || object.key().compareTo(startAfter) > 0)
        .toList()
        .stream()
        // A listing returns less than a stat.
        .map(
            object ->
                new StoredObject(
                    object.key(),
                    object.size(),
                    object.etag(),
                    object.lastModified(),
                    null,
                    Map.of()))
        .iterator();
  }

  @Override
  public void delete(String bucket, String key) {
    if (refused.contains(key)) {
      throw new StoreRefusedException("AccessDenied", "refused: delete " + key, null);
    }
    if (!kept.contains(key)) {
      entries.remove(key);
    }
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
