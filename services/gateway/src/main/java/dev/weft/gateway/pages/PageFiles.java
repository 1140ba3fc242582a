package dev.weft.gateway.pages;

import dev.weft.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the pages on the class path, by their URL path. Thread-safe. */
final class PageFiles {

  private static final String FOLDER = "META-INF/resources";
  private static final String INDEX = "/index.html";

  private final ClassLoader loader;

  /** Tags of existing files: their number is bounded, and they never change. */
  private final Map<String, String> tags = new ConcurrentHashMap<>();

  PageFiles(ClassLoader loader) {
    this.loader = loader;
  }

  /** Whether a path belongs to the pages; no other path of the gateway has these prefixes. */
  static boolean holds(String path) {
    return path.equals("/")
        || path.equals(INDEX)
        || path.startsWith("/app/")
        || path.startsWith("/lib/");
  }

  /** The page itself; empty if no module contains one. */
  String index() {
    return read(INDEX).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  /** An entity tag with quotes that depends on the file's content; empty if there is no file. */
  Optional<String> tag(String path) {
    String file = path.equals("/") ? INDEX : path;
    String known = tags.get(file);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> tag = read(file).map(bytes -> '"' + Sha256.hex(bytes, 16) + '"');
    tag.ifPresent(found -> tags.put(file, found));
    return tag;
  }

  private Optional<byte[]> read(String file) {
    if (file.endsWith("/")) {
      return Optional.empty();
    }
    try (InputStream in = loader.getResourceAsStream(FOLDER + file)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the file " + file + " of the dashboard", e);
    }
  }
}
