package dev.weft.cli.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.image.LabelSource;
import dev.weft.console.Json;
import dev.weft.console.label.LabelEntry;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Labels in JSON Lines as written by Weft's export: {@code label}, and {@code weft_id} of an
 * existing image or, together with {@code file}, of an image to upload with this id; or {@code
 * file} only.
 */
final class JsonLinesLabels {
  private final LabelList.Builder list = new LabelList.Builder(LabelSource.CSV);
  private final ImageFiles files;

  private JsonLinesLabels(ImageFiles files) {
    this.files = files;
  }

  /**
   * Reads lines; an invalid one is left out and reported by its number.
   *
   * @param folder the folder of the files
   */
  static LabelList read(String text, Path folder) {
    JsonLinesLabels labels = new JsonLinesLabels(new ImageFiles(folder));
    int number = 0;
    for (String line : text.split("\n")) {
      number++;
      if (!line.isBlank()) {
        labels.line("line " + number, line);
      }
    }
    return labels.list.build();
  }

  private void line(String place, String line) {
    JsonNode values;
    try {
      values = Json.parse(line);
    } catch (IllegalArgumentException e) {
      list.skip(place, "is " + e.getMessage());
      return;
    }
    String label = values.path("label").asText("");
    String id = values.path("weft_id").asText("");
    String file = values.path("file").asText("");
    if (label.isEmpty() || id.isEmpty() && file.isEmpty()) {
      list.skip(place, label.isEmpty() ? "has no label" : "does not name an image");
      return;
    }
    Optional<Path> found = file.isEmpty() ? Optional.empty() : files.find(file);
    String by = values.path("by").asText(null);
    if (!id.isEmpty()) {
      list.add(CsvLabels.known(id, file, found, label, by));
    } else if (found.isPresent()) {
      list.add(LabelEntry.ofFile(file, found.get(), label, by));
    } else {
      list.skip(place, "the file " + file + " does not exist below " + files.folder());
    }
  }
}
