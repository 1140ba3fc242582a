package dev.weft.backup.objects;

import dev.weft.backup.BackupFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of objects that an index does not name. The index is sorted by key and file names are
 * hashes, so it is read once for each part of the names that fits in memory.
 */
final class UnusedObjects {
  private final BackupFolder folder;
  private final Path objects;
  private final Path index;
  private final int inMemory;

  /**
   * @param inMemory most names that are kept in memory
   */
  UnusedObjects(BackupFolder folder, Path index, int inMemory) {
    this.folder = folder;
    this.objects = folder.path("objects");
    this.index = index;
    this.inMemory = inMemory;
  }

  /** Deletes files that the index does not name. */
  void delete() throws IOException {
    Set<Path> names = new HashSet<>();
    try (Stream<Path> files = walk()) {
      for (Iterator<Path> i = files.iterator(); i.hasNext(); ) {
        names.add(i.next());
        if (names.size() >= inMemory) {
          deleteUnnamed(names);
        }
      }
    }
    deleteUnnamed(names);
  }

  private void deleteUnnamed(Set<Path> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    try (ObjectIndex.Reader used = new ObjectIndex.Reader(index)) {
      while (used.hasNext()) {
        names.remove(folder.path(used.next().file()));
      }
    }
    for (Path name : names) {
      Files.delete(name);
    }
    names.clear();
  }

  private Stream<Path> walk() throws IOException {
    return Files.isDirectory(objects)
        ? Files.walk(objects).filter(Files::isRegularFile)
        : Stream.empty();
  }
}
