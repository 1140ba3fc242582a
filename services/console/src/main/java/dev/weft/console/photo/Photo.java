package dev.weft.console.photo;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file to publish.
 *
 * @param file where it lies
 * @param name how it is shown: relative to the folder that was given
 * @param folder the name of the folder that it lies in
 */
public record Photo(Path file, String name, String folder) {
  public Photo {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(folder, "folder");
  }
}
