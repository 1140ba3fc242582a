package dev.weft.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.dataset.DatasetFilterOptions;
import java.time.Instant;
import java.util.Objects;

/**
 * Which labeled images are meant.
 *
 * @param model that they are for; null for the server's default
 * @param filter what else they meet
 */
record ExportFilter(String model, DatasetFilterOptions filter) {

  boolean admits(JsonNode image) {
    JsonNode labeling = image.path("labeling");
    Instant at = Instant.parse(labeling.path("at").asText());
    return Objects.equals(model, image.path("model").asText(null))
        && (filter.labels().isEmpty() || filter.labels().contains(image.path("label").asText()))
        && isMet(filter.source(), labeling.path("source"))
        && isMet(filter.by(), labeling.path("by"))
        && filter.tags().entrySet().stream()
            .allMatch(tag -> isMet(tag.getValue(), image.path("tags").path(tag.getKey())))
        && (filter.since() == null || !at.isBefore(filter.since()))
        && (filter.until() == null || at.isBefore(filter.until()));
  }

  private static boolean isMet(String wanted, JsonNode said) {
    return wanted == null || wanted.equals(said.asText(null));
  }
}
