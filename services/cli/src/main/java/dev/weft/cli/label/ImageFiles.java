package dev.weft.cli.label;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files that a list names, below one folder and with or without extension.
 *
 * @param folder the folder to search
 */
record ImageFiles(Path folder) {

  private static final List<String> ENDINGS =
      List.of("", ".jpg", ".jpeg", ".png", ".webp", ".JPG", ".JPEG", ".PNG");

  /**
   * Returns the file; empty if there is none of this name, or the name points outside the folder.
   */
  Optional<Path> find(String name) {
    for (String ending : ENDINGS) {
      Optional<Path> file = resolve(name + ending);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private Optional<Path> resolve(String name) {
    try {
      // Absolute names are used as they are; relative ones must stay below the folder.
      Path root = folder.toAbsolutePath().normalize();
      Path file = root.resolve(name).normalize();
      boolean allowed = Path.of(name).isAbsolute() || file.startsWith(root);
      return allowed && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
