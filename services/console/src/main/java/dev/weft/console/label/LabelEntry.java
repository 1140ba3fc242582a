package dev.weft.console.label;

import dev.weft.console.photo.PhotoBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A picture with its label.
 *
 * @param name how it is shown to people
 * @param file its file; null if there is none
 * @param imageId its id; null for a file, whose id is computed from its bytes
 * @param picture returns its bytes, if the server does not have the image; null if it has
 * @param label of the picture
 * @param by who gave the label; null if unknown
 */
public record LabelEntry(
    String name, Path file, String imageId, Supplier<byte[]> picture, String label, String by) {

  public LabelEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(label, "label");
    if ((file == null) == (imageId == null)) {
      throw new IllegalArgumentException("either a file or an image id is required for " + name);
    }
  }

  /** A picture in a file. */
  public static LabelEntry ofFile(String name, Path file, String label, String by) {
    return new LabelEntry(name, file, null, null, label, by);
  }

  /** A picture in a file whose id is known. */
  public static LabelEntry ofFile(String name, String imageId, Path file, String label, String by) {
    return new LabelEntry(name, null, imageId, () -> bytes(file), label, by);
  }

  private static byte[] bytes(Path file) {
    try {
      return PhotoBytes.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static LabelEntry ofImage(String name, String imageId, String label, String by) {
    return new LabelEntry(name, null, imageId, null, label, by);
  }

  /** A picture that is generated on demand, with an id of its own. */
  public static LabelEntry ofPicture(
      String name, String imageId, Supplier<byte[]> picture, String label) {
    return new LabelEntry(name, null, imageId, picture, label, null);
  }
}
