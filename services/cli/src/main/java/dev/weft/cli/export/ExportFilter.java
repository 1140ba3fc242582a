package dev.weft.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
    return said(model, image.path("model").asText(null), model == null)
        && (labels.isEmpty() || labels.contains(image.path("label").asText()))
        && said(source, labeling.path("source").asText(null), false)
        && said(by, labeling.path("by").asText(null), false)
        && tags.entrySet().stream()
            .allMatch(
                tag -> tag.getValue().equals(image.path("tags").path(tag.getKey()).asText(null)))
        && (since == null || !at.isBefore(since))
        && (until == null || at.isBefore(until));
  }

  /** Whether it is what is wanted; where nothing is wanted, anything, or only nothing. */
  private static boolean said(String wanted, String is, boolean onlyNothing) {
    return wanted == null ? !onlyNothing || is == null : wanted.equals(is);
  }
}
