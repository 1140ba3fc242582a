package dev.weft.console.photo;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file to publish.
 *
 * @param file its path
 * @param name how it is shown: relative to the given folder
 * @param folder the name of its parent folder
 */
public record Photo(Path file, String name, String folder) {
  public Photo {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(folder, "folder");
  }
}
