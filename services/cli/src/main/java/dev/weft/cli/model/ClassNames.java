package dev.weft.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads class names from a file. */
final class ClassNames {
  private ClassNames() {}

  /**
   * Reads one name per line, a JSON array of names, or {@code {"0": ["n01440764", "tench"], ...}}.
   * If two classes have the same name, as ImageNet's two cranes do, the identifier is appended.
   *
   * @throws CliException if the file has none of these formats
   */
  static List<String> read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.startsWith("[") || text.startsWith("{")) {
        JsonNode json = Json.parse(text);
        return json.isArray() ? ofArray(json) : ofIndex(json);
      }
      return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read the class names in " + file + ": " + e.getMessage(),
          "the file must contain one name per line, a JSON array, or the contents of Keras's"
              + " imagenet_class_index.json",
          e);
    }
  }

  private static List<String> ofArray(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static List<String> ofIndex(JsonNode json) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      names.add(json.path(String.valueOf(i)).path(1).asText());
    }
    if (names.contains("")) {
      throw new IllegalArgumentException("a name is missing for class " + names.indexOf(""));
    }
    List<String> unique = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String identifier = json.path(String.valueOf(i)).path(0).asText();
      boolean alone = Collections.frequency(names, name) == 1;
      unique.add(alone ? name : name + " (" + identifier + ")");
    }
    return unique;
  }
}
