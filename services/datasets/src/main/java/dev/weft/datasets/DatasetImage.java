package dev.weft.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.image.Tags;
import dev.weft.events.json.EventJson;
import dev.weft.events.label.ImageLabeled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * An image of a data set.
 *
 * @param labeled its last label before the snapshot
 * @param tags the uploader's tags, see {@link Tags}
 */
public record DatasetImage(ImageLabeled labeled, Map<String, String> tags) {
  public DatasetImage {
    Objects.requireNonNull(labeled, "labeled");
    tags = tags == null || tags.isEmpty() ? labeled.tags() : Tags.checked(tags);
    // Labels of older releases have no tags.
    labeled = labeled.withTags(tags);
  }

  /**
   * Returns the event's JSON with the tags as one line without line break. Equal images give equal
   * lines.
   */
  String toLine() {
    return EventJson.parse(EventJson.write(labeled)).toString();
  }

  /**
   * Parses the format of {@link #toLine}.
   *
   * @throws dev.weft.events.json.JsonRefusedException if it is invalid
   */
  static DatasetImage ofLine(String line) {
    JsonNode tree = EventJson.parse(line.getBytes(StandardCharsets.UTF_8));
    ImageLabeled labeled = EventJson.read(tree, ImageLabeled.class);
    return new DatasetImage(labeled, labeled.tags());
  }
}
