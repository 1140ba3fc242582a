package dev.weft.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's files, relative to its root. */
final class Project {

  private static final Path ROOT = Path.of(System.getProperty("weft.root", "../.."));

  private Project() {}

  static Path file(String path) {
    return ROOT.resolve(path);
  }

  static String text(String path) {
    return text(file(path));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static JsonNode yaml(String path) {
    return Manifest.parse(text(path));
  }

  /** Version of this build, without the suffix of snapshots. */
  static String version() {
    return text("pom.xml").replaceAll("(?s).*?<version>(.*?)(-SNAPSHOT)?</version>.*", "$1");
  }

  static JsonNode json(Path file) {
    return Manifest.parse(text(file));
  }

  /** Files below a folder with a suffix. */
  static List<Path> files(String folder, String suffix) {
    try (Stream<Path> files = Files.walk(file(folder))) {
      return files.filter(each -> each.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Main sources of a service. */
  static List<Path> sources(String service) {
    return files("services/" + service + "/src/main/java", ".java");
  }
}
