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
 * @param labeled what it shows, as it was said last before the snapshot
 * @param tags its uploader's, see {@link Tags}
 */
public record DatasetImage(ImageLabeled labeled, Map<String, String> tags) {
  public DatasetImage {
    Objects.requireNonNull(labeled, "labeled");
    tags = tags == null || tags.isEmpty() ? labeled.tags() : Tags.checked(tags);
    // Labels of older releases do not carry them.
    labeled = labeled.withTags(tags);
  }

  /** One line without its end: the event's JSON with the tags. The same image gives the same. */
  String toLine() {
    return EventJson.parse(EventJson.write(labeled)).toString();
  }

  /**
   * Reads what {@link #toLine} gives.
   *
   * @throws dev.weft.events.json.JsonRefusedException if it is something else
   */
  static DatasetImage ofLine(String line) {
    JsonNode tree = EventJson.parse(line.getBytes(StandardCharsets.UTF_8));
    ImageLabeled labeled = EventJson.read(tree, ImageLabeled.class);
    return new DatasetImage(labeled, labeled.tags());
  }
}
