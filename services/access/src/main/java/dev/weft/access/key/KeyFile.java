package dev.weft.access.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Updates a file of keys atomically: concurrent readers see the old content or the new one. A new
 * file is readable by its owner only; an existing one keeps its owner, group and permissions, or is
 * left as it is if they cannot be kept. Comments and order are kept. One update at a time.
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
    Path part = Files.createTempFile(target.getParent(), ".keys", ".part");
    try {
      Files.writeString(part, text);
      if (Files.exists(target)) {
        keepAccess(target, part);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Gives the new file the owner, group and permissions of the old one, which a server can read.
   */
  private static void keepAccess(Path before, Path after) throws IOException {
    var view = Files.getFileAttributeView(after, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes wanted = Files.readAttributes(before, PosixFileAttributes.class);
    PosixFileAttributes found = view.readAttributes();
    try {
      if (!found.group().equals(wanted.group())) {
        view.setGroup(wanted.group());
      }
      // Before the owner, since only the owner may change them.
      if (!found.permissions().equals(wanted.permissions())) {
        view.setPermissions(wanted.permissions());
      }
      if (!found.owner().equals(wanted.owner())) {
        view.setOwner(wanted.owner());
      }
    } catch (IOException e) {
      throw new IOException(
          "the new file cannot be given to the owner %s and the group %s of the old one; run this as %s or as root"
              .formatted(wanted.owner(), wanted.group(), wanted.owner()),
          e);
    }
  }
}
