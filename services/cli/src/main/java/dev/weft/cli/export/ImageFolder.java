package dev.weft.cli.export;

import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.image.Image;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes images into folders named by their labels. */
final class ImageFolder {
  private static final Map<String, String> ENDINGS =
      Map.of(
          "image/jpeg", ".jpg",
          "image/png", ".png",
          "image/webp", ".webp",
          "image/gif", ".gif",
          "image/bmp", ".bmp",
          "image/tiff", ".tif");

  private final WeftClient client;
  private final Path root;

  ImageFolder(WeftClient client, Path root) {
    this.client = client;
    this.root = root;
  }

  /**
   * Result of copying an image.
   *
   * @param file path relative to the root, with slashes; null on failure
   * @param fault why it failed; null on success
   */
  record Copy(String file, String fault) {}

  /** Downloads an image that is not in the folder yet. */
  Copy copy(Image image) throws IOException {
    String id = image.id();
    String name = folderName(image.label());
    Path folder = Files.createDirectories(root.resolve(name));
    long size = image.size() == null ? -1 : image.size();
    for (String ending : ENDINGS.values()) {
      Path file = folder.resolve(id + ending);
      if (Files.isRegularFile(file) && Files.size(file) == size) {
        return new Copy(name + "/" + file.getFileName(), null);
      }
    }
    Path part = folder.resolve(id + ".part");
    try {
      String type = client.images().download(id, part);
      String file = id + ENDINGS.getOrDefault(type, ".bin");
      Files.move(part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      return new Copy(name + "/" + file, null);
    } catch (WeftException e) {
      if (e.kind() != WeftException.Kind.REFUSED) {
        throw e;
      }
      return new Copy(null, id + ": " + e.getMessage());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Converts a label to a folder name that is valid on every system. */
  static String folderName(String label) {
    String encoded =
        label
            .codePoints()
            .mapToObj(Character::toString)
            .map(c -> "/\\:*?\"<>|%".contains(c) ? encode(c) : c)
            .reduce("", String::concat);
    return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
  }

  private static String encode(String text) {
    // URLEncoder leaves '*' unchanged, as in HTML forms.
    return text.equals("*") ? "%2A" : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
