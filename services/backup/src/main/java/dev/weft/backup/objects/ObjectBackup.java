package dev.weft.backup.objects;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest;
import dev.weft.backup.BackupManifest.Objects;
import dev.weft.backup.BackupProgress;
import dev.weft.base.Sha256;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Copies the objects of a bucket. An object whose size and ETag are those of the previous backup is
 * not read again.
 */
public final class ObjectBackup {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'objects-'yyyyMMdd'T'HHmmssSSS'.jsonl.gz'")
          .withZone(ZoneOffset.UTC);

  /** About 50 MB. */
  private static final int NAMES_IN_MEMORY = 200_000;

  private final BackupFolder folder;
  private final ObjectStore store;
  private final String bucket;
  private long count;
  private long bytes;

  public ObjectBackup(BackupFolder folder, ObjectStore store, String bucket) {
    this.folder = folder;
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Copies the objects that have changed, and writes the index. Files of the previous backup stay
   * until {@link #cleanUp}.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  public Objects run(Optional<BackupManifest> before, BackupProgress step) {
    String name = NAME.format(Instant.now());
    Path file = folder.create(name);
    Optional<Objects> previous = before.map(BackupManifest::objects);
    long total = previous.map(Objects::count).orElse(0L);
    try (ObjectIndex.Writer index = new ObjectIndex.Writer(file);
        ObjectIndex.Reader known =
            previous.map(it -> new ObjectIndex.Reader(folder.path(it.index()))).orElse(null)) {
      for (Iterator<StoredObject> i = store.list(bucket, "", null); i.hasNext(); ) {
        StoredObject listed = i.next();
        ObjectEntry entry = known == null ? null : known.find(listed.key());
        if (entry == null || !entry.isSame(listed) || !Files.exists(folder.path(entry.file()))) {
          entry = copy(listed.key()).orElse(null);
        }
        if (entry != null) {
          index.add(entry);
          count++;
          bytes += entry.size();
          step.update(count, count <= total ? total : 0, "objects");
        }
      }
    }
    return new Objects(bucket, name, count, bytes, BackupFolder.sha256(file));
  }

  /** Empty if the object has been deleted since it was listed. */
  private Optional<ObjectEntry> copy(String key) {
    Path part = folder.create("objects/.part");
    MessageDigest digest = Sha256.digest();
    StoredObject described;
    try {
      do {
        // The content belongs to the description if it did not change while it was read.
        Optional<StoredObject> before = store.stat(bucket, key);
        Optional<InputStream> content = store.open(bucket, key);
        if (before.isEmpty() || content.isEmpty()) {
          content.ifPresent(ObjectBackup::close);
          return Optional.empty();
        }
        digest.reset();
        try (InputStream in = content.get();
            OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
          in.transferTo(out);
        }
        described = before.get();
      } while (!isUnchanged(described, Files.size(part)));
      ObjectEntry entry = ObjectEntry.of(described, HexFormat.of().formatHex(digest.digest()));
      Files.move(part, folder.create(entry.file()), StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isUnchanged(StoredObject described, long size) {
    return described.size() == size
        && store
            .stat(bucket, described.key())
            .map(now -> now.etag().equals(described.etag()))
            .orElse(true);
  }

  private static void close(InputStream content) {
    try {
      content.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes the files that the current backup does not use, such as those of objects that were
   * deleted since the previous one. Includes what an interrupted run has left.
   */
  public static void cleanUp(BackupFolder folder, Objects current) {
    Path index = folder.path(current.index());
    try {
      List<Path> others = others(index);
      boolean named = true;
      for (Path other : others) {
        named &= deleteUnused(folder, index, other);
      }
      if (!named) {
        new UnusedObjects(folder, index, NAMES_IN_MEMORY).delete();
      }
      for (Path other : others) {
        Files.delete(other);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> others(Path index) throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(index.getParent(), "objects-*.jsonl.gz")) {
      all.forEach(others::add);
    }
    others.remove(index);
    return others;
  }

  /**
   * Returns whether the other index could be read to its end. That of an interrupted run has none,
   * and does not name all that was copied.
   */
  private static boolean deleteUnused(BackupFolder folder, Path current, Path other)
      throws IOException {
    try (ObjectIndex.Reader used = new ObjectIndex.Reader(current);
        ObjectIndex.Reader before = new ObjectIndex.Reader(other)) {
      while (before.hasNext()) {
        ObjectEntry entry = before.next();
        ObjectEntry now = used.find(entry.key());
        if (now == null || !now.file().equals(entry.file())) {
          Files.deleteIfExists(folder.path(entry.file()));
        }
      }
      return true;
    } catch (BackupException | UncheckedIOException e) {
      return false;
    }
  }
}
