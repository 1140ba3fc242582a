package dev.weft.backup.objects;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest.Objects;
import dev.weft.backup.BackupProgress;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Restores objects into a bucket that has none of them. May be repeated after an interruption. */
public final class ObjectRestore {
  /** Objects up to this size are written in one request, which keeps ETag and user metadata. */
  private static final long ONE_REQUEST = 64L << 20;

  private final BackupFolder folder;
  private final ObjectStore store;
  private final String bucket;
  private final Set<String> omitted;

  /**
   * @param omitted keys that are not restored
   */
  public ObjectRestore(BackupFolder folder, ObjectStore store, String bucket, Set<String> omitted) {
    this.folder = folder;
    this.store = store;
    this.bucket = bucket;
    this.omitted = Set.copyOf(omitted);
  }

  /**
   * What was restored.
   *
   * @param changedTags number of objects whose ETag differs from before, such as those that were
   *     uploaded in parts
   */
  public record Result(long count, long changedTags) {}

  /**
   * Restores all objects, whose checksums are verified.
   *
   * @throws BackupException if a file is damaged, or another object exists under a key
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  public Result run(Objects objects, BackupProgress step) {
    folder.verify(objects.index(), objects.sha256());
    long count = 0;
    long changed = 0;
    try (ObjectIndex.Reader index = new ObjectIndex.Reader(folder.path(objects.index()))) {
      while (index.hasNext()) {
        ObjectEntry entry = index.next();
        if (!omitted.contains(entry.key())) {
          StoredObject restored = restore(entry);
          changed += restored.etag().equals(entry.etag()) ? 0 : 1;
          count++;
        }
        step.update(count, objects.count(), "objects");
      }
    }
    return new Result(count, changed);
  }

  private StoredObject restore(ObjectEntry entry) {
    folder.verify(entry.file(), entry.sha256());
    Path file = folder.path(entry.file());
    String type = entry.contentType() == null ? "application/octet-stream" : entry.contentType();
    try {
      if (entry.size() <= ONE_REQUEST) {
        PutResult result =
            store.putIfAbsent(
                bucket, entry.key(), Files.readAllBytes(file), type, entry.metadata());
        return result instanceof PutResult.Stored stored
            ? stored.object()
            : requireSame(entry, ((PutResult.Exists) result).object());
      }
      Optional<StoredObject> present = store.stat(bucket, entry.key());
      if (present.isPresent()) {
        return requireSame(entry, present.get());
      }
      store.putFile(bucket, entry.key(), file, type);
      return store.stat(bucket, entry.key()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoredObject requireSame(ObjectEntry entry, StoredObject present) {
    boolean same = present.size() == entry.size() && isSameContent(entry, present);
    if (!same) {
      throw new BackupException(
          "bucket %s already has a different object under %s; restore into an empty bucket"
              .formatted(bucket, entry.key()));
    }
    return present;
  }

  private boolean isSameContent(ObjectEntry entry, StoredObject present) {
    if (present.etag().equals(entry.etag()) || entry.size() > ONE_REQUEST) {
      return true;
    }
    return store.get(bucket, entry.key(), ONE_REQUEST) instanceof GetResult.Found found
        && dev.weft.base.Sha256.hex(found.bytes()).equals(entry.sha256());
  }
}
