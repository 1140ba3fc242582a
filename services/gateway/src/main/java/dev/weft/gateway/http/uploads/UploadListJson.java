package dev.weft.gateway.http.uploads;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of a form with several files, in the form's order: an image, or {@code {"name",
 * "problem"}}.
 */
record UploadListJson(List<UploadOutcome> outcomes) {

  @JsonValue
  Map<String, List<Object>> json() {
    return Map.of("images", outcomes.stream().map(UploadOutcome::json).toList());
  }
}
