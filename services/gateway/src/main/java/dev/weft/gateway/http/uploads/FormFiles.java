package dev.weft.gateway.http.uploads;

import dev.weft.gateway.intake.MultipartReader;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a form: parts with a file name, or with a content type that is not text. */
final class FormFiles {

  private static final Pattern FILE_NAME =
      Pattern.compile(";\\s*filename=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

  private final MultipartReader parts;

  FormFiles(MultipartReader parts) {
    this.parts = parts;
  }

  /**
   * A file.
   *
   * @param name given by the client; null for none
   * @param contentType given by the client, without parameters; null for none
   */
  record File(String name, String contentType, InputStream body) {}

  /** The next file; skips the rest of the one before. */
  Optional<File> next() throws IOException {
    while (true) {
      Optional<MultipartReader.Part> part = parts.next();
      if (part.isEmpty()) {
        return Optional.empty();
      }
      String name = fileName(part.get().headers().getOrDefault("content-disposition", ""));
      MediaType type = mediaType(part.get().headers().get("content-type"));
      boolean text = type == null || type.getType().equals("text");
      // Browsers send a nameless file if none was chosen.
      boolean file = name == null ? !text : !name.isEmpty();
      if (file) {
        return Optional.of(
            new File(name, type == null ? null : ContentTypes.stored(type), part.get().body()));
      }
    }
  }

  private static String fileName(String disposition) {
    Matcher matcher = FILE_NAME.matcher(disposition);
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(1) != null
        ? matcher.group(1).replaceAll("\\\\(.)", "$1")
        : matcher.group(2);
  }

  private static MediaType mediaType(String text) {
    try {
      return text == null ? null : MediaType.valueOf(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
