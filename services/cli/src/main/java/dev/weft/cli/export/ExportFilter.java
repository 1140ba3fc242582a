package dev.weft.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which labeled images are meant.
 *
 * @param model that they are for; null for the server's default
 * @param labels of which they have one; empty for any
 * @param source of their label; null for any
 * @param by who labeled them; null for anyone
 * @param tags that they all have
 * @param since labeled then or later; null for any time
 * @param until labeled before; null for any time
 */
record ExportFilter(
    String model,
    List<String> labels,
    String source,
    String by,
    Map<String, String> tags,
    Instant since,
    Instant until) {

  boolean admits(JsonNode image) {
    JsonNode labeling = image.path("labeling");
    Instant at = Instant.parse(labeling.path("at").asText());
    return Objects.equals(model, image.path("model").asText(null))
        && (labels.isEmpty() || labels.contains(image.path("label").asText()))
        && isMet(source, labeling.path("source"))
        && isMet(by, labeling.path("by"))
        && tags.entrySet().stream()
            .allMatch(tag -> isMet(tag.getValue(), image.path("tags").path(tag.getKey())))
        && (since == null || !at.isBefore(since))
        && (until == null || at.isBefore(until));
  }

  private static boolean isMet(String wanted, JsonNode said) {
    return wanted == null || wanted.equals(said.asText(null));
  }
}
