package dev.weft.cli.label;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files that a list names: below one folder, with or without their ending.
 *
 * @param folder where names are looked for
 */
record ImageFiles(Path folder) {

  private static final List<String> ENDINGS =
      List.of("", ".jpg", ".jpeg", ".png", ".webp", ".JPG", ".JPEG", ".PNG");

  /** The file; empty if there is none of this name, or the name leads out of the folder. */
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
      // An absolute name means what it says; a relative one stays below the folder.
      Path root = folder.toAbsolutePath().normalize();
      Path file = root.resolve(name).normalize();
      boolean allowed = Path.of(name).isAbsolute() || file.startsWith(root);
      return allowed && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
