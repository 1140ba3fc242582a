package dev.weft.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that the gateway serves, by their path. */
final class ServedFiles {

  private final Path root;

  private ServedFiles(Path root) {
    this.root = root;
  }

  /** The built files, including the libraries. */
  static ServedFiles built() {
    URL index = ServedFiles.class.getClassLoader().getResource("META-INF/resources/index.html");
    try {
      return new ServedFiles(Path.of(index.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String index() {
    return read("/index.html");
  }

  /** Paths of the dashboard's own files, such as {@code /app/main.js}. */
  List<String> ownFiles(String ending) {
    try (Stream<Path> files = Files.walk(root.resolve("app"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> "/" + root.relativize(file).toString().replace('\\', '/'))
          .filter(address -> address.endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String address) {
    try {
      return Files.readString(file(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String address) {
    return Files.isRegularFile(file(address));
  }

  /** The path that an import in a module resolves to. */
  static String resolved(String module, String imported) {
    return URI.create(module).resolve(imported).toString();
  }

  private Path file(String address) {
    return root.resolve(address.substring(1));
  }
}
