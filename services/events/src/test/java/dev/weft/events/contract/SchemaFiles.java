package dev.weft.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code schemas/} of the repository. */
final class SchemaFiles {

  static final Path ROOT = Path.of("../../schemas");

  private static final String SUFFIX = ".schema.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SchemaFiles() {}

  /** Sorted names such as {@code image-uploaded.v1}. */
  static List<String> names(Path folder) {
    return list(folder).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  static JsonNode schema(Path folder, String name) {
    return json(folder.resolve(name + SUFFIX));
  }

  /** Sorted files of a folder. */
  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    return parse(bytes(file));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
