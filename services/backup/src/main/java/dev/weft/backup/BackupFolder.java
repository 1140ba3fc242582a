package dev.weft.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Folder of a backup:
 *
 * <pre>
 * backup.json                        {@link BackupManifest}
 * topics/TOPIC/PARTITION-FROM-END.jsonl.gz
 *                                    records, one JSON object in each line
 * objects-TIME.jsonl.gz              list of the objects, sorted by key
 * objects/XX/NAME                    their content
 * </pre>
 *
 * <p>Methods throw {@link UncheckedIOException} if the folder cannot be read or written.
 */
public final class BackupFolder {
  private static final String MANIFEST = "backup.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path folder;

  public BackupFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the manifest; empty if the folder has none.
   *
   * @throws BackupException if it is damaged, or was written by a later release
   */
  public Optional<BackupManifest> manifest() {
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      BackupManifest manifest = JSON.readValue(Files.readAllBytes(file), BackupManifest.class);
      if (manifest.format() != BackupManifest.FORMAT) {
        throw new BackupException(
            "%s has format %d, but this release supports format %d only; use the release that wrote it"
                .formatted(file, manifest.format(), BackupManifest.FORMAT));
      }
      return Optional.of(manifest);
    } catch (JsonProcessingException e) {
      throw new BackupException("%s is damaged: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the manifest, and deletes files of topics that it does not name. */
  public void commit(BackupManifest manifest) {
    try {
      Path part = folder.resolve(MANIFEST + ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        out.write(JSON.writeValueAsBytes(manifest));
      }
      Files.move(
          part,
          folder.resolve(MANIFEST),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      deleteUnnamed(manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteUnnamed(BackupManifest manifest) throws IOException {
    Set<Path> named =
        manifest.topics().stream()
            .flatMap(topic -> topic.partitions().stream())
            .flatMap(partition -> partition.segments().stream())
            .map(segment -> folder.resolve(segment.file()))
            .collect(Collectors.toSet());
    Path topics = folder.resolve("topics");
    if (!Files.isDirectory(topics)) {
      return;
    }
    try (Stream<Path> files = Files.walk(topics)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (!named.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Returns a path below the folder, whose parent folder is created. */
  public Path create(String name) {
    Path file = path(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Returns a path below the folder. */
  public Path path(String name) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new BackupException("the backup refers to a file outside its folder: " + name);
    }
    return file;
  }

  /**
   * Runs work while the folder is locked against other processes.
   *
   * @throws BackupException if another one has locked it
   */
  <T> T locked(Supplier<T> work) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        requireLock(channel);
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireLock(FileChannel channel) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
    }
    if (lock == null) {
      throw new BackupException(
          folder + " is in use by another backup or restoration; wait for it");
    }
  }

  /**
   * Verifies the checksum of a file.
   *
   * @throws BackupException if the file is missing or differs
   */
  public void verify(String name, String sha256) {
    Path file = path(name);
    if (!Files.exists(file)) {
      throw new BackupException(file + " is missing; the backup is not complete");
    }
    if (!sha256(file).equals(sha256)) {
      throw new BackupException(
          file + " is damaged: its SHA-256 differs from the one in " + MANIFEST);
    }
  }

  /** Returns the SHA-256 of a file as 64 hexadecimal digits. */
  public static String sha256(Path file) {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
