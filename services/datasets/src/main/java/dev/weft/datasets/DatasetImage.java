package dev.weft.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.image.Tags;
import dev.weft.events.json.EventJson;
import dev.weft.events.label.ImageLabeled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An image of a data set.
 *
 * @param labeled what it shows, as it was said last before the snapshot
 * @param tags its uploader's, see {@link Tags}
 */
public record DatasetImage(ImageLabeled labeled, Map<String, String> tags) {
  private static final String TAGS = "tags";

  public DatasetImage {
    Objects.requireNonNull(labeled, "labeled");
    tags = Tags.checked(tags);
  }

  /** One line without its end: the event's JSON, and the tags. The same image gives the same. */
  String toLine() {
    ObjectNode line = (ObjectNode) EventJson.parse(EventJson.write(labeled));
    if (!tags.isEmpty()) {
      ObjectNode node = line.putObject(TAGS);
      tags.forEach(node::put);
    }
    return line.toString();
  }

  /**
   * Reads what {@link #toLine} gives.
   *
   * @throws dev.weft.events.json.JsonRefusedException if it is something else
   */
  static DatasetImage ofLine(String line) {
    JsonNode tree = EventJson.parse(line.getBytes(StandardCharsets.UTF_8));
    Map<String, String> tags = new TreeMap<>();
    tree.path(TAGS).properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new DatasetImage(EventJson.read(tree, ImageLabeled.class), tags);
  }
}
