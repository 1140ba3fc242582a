package dev.weft.access.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Updates a file of keys atomically: concurrent readers see the old content or the new one. A new
 * file is readable by its owner only; comments and order are kept. One update at a time.
 */
public final class KeyFile {

  private final Path file;

  /** Creates an instance for a file that may not exist yet. */
  public KeyFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the keys; none if the file does not exist.
   *
   * @throws IllegalArgumentException if it is not a file of keys
   */
  public Keys read() throws IOException {
    return Files.exists(file) ? Keys.parse(Files.readString(file)) : Keys.NONE;
  }

  /** Appends a key. */
  public void add(HashedKey key) throws IOException {
    read();
    String before = Files.exists(file) ? Files.readString(file) : "";
    String end = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    write(before + end + key.line() + "\n");
  }

  /**
   * Removes a key.
   *
   * @return whether the key was in the file
   */
  public boolean remove(String id) throws IOException {
    if (read().all().stream().noneMatch(key -> key.id().equals(id))) {
      return false;
    }
    List<String> lines = Files.readAllLines(file);
    write(
        lines.stream()
            .filter(line -> !HashedKey.idIn(line).equals(id))
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
    return true;
  }

  private void write(String text) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), ".keys", ".part", attributes(target));
    try {
      Files.writeString(part, text);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<?>[] attributes(Path target) throws IOException {
    if (!target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> rights =
        Files.exists(target)
            ? Files.getPosixFilePermissions(target)
            : PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)};
  }
}
