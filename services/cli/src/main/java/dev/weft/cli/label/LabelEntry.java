package dev.weft.cli.label;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A picture and what it shows.
 *
 * @param name how it is shown to people
 * @param file where it lies; null if the server has it already
 * @param imageId its id; null for a file, whose id comes from its bytes
 * @param label what it shows
 * @param by who said so; null if unknown
 */
public record LabelEntry(String name, Path file, String imageId, String label, String by) {

  public LabelEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(label, "label");
    if ((file == null) == (imageId == null)) {
      throw new IllegalArgumentException("either a file or an image id names " + name);
    }
  }

  static LabelEntry ofFile(String name, Path file, String label, String by) {
    return new LabelEntry(name, file, null, label, by);
  }

  static LabelEntry ofImage(String name, String imageId, String label, String by) {
    return new LabelEntry(name, null, imageId, label, by);
  }
}
