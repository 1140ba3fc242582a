package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import java.util.Optional;

/** What became of an image. */
public sealed interface Answer {

  String imageId();

  /**
   * A prediction.
   *
   * @param imageId the image
   * @param label the most probable label
   * @param probability its probability, 0..1
   * @param model such as {@code clothing:1}
   * @param engine such as {@code onnx-cpu}
   * @param inferSeconds the engine's run of the batch that held the image; NaN if not said
   */
  record Classified(
      String imageId,
      String label,
      double probability,
      String model,
      String engine,
      double inferSeconds)
      implements Answer {}

  /**
   * No prediction, ever.
   *
   * @param imageId the image
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   */
  record Rejected(String imageId, String reason, String detail) implements Answer {}

  /** From an event of the prediction stream; empty for what answers no user, such as a shadow. */
  static Optional<Answer> ofEvent(String type, JsonNode data) {
    String id = data.path("imageId").asText("");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    return switch (type) {
      case "image-classified" -> classified(id, data, data.path("predictions"));
      case "image-rejected" -> Optional.of(rejected(id, data));
      default -> Optional.empty();
    };
  }

  /** From the gateway's view of an image; empty while there is none. */
  static Optional<Answer> ofImage(JsonNode image) {
    String id = image.path("id").asText();
    switch (image.path("state").asText("")) {
      case "rejected":
        return Optional.of(rejected(id, image.path("rejection")));
      case "classified":
        for (JsonNode prediction : image.path("predictions")) {
          Optional<Answer> answer = classified(id, prediction, prediction.path("labels"));
          if (answer.isPresent()) {
            return answer;
          }
        }
        return Optional.empty();
      default:
        return Optional.empty();
    }
  }

  private static Optional<Answer> classified(String id, JsonNode said, JsonNode labels) {
    if ("shadow".equals(said.path("role").asText()) || labels.path(0).isMissingNode()) {
      return Optional.empty();
    }
    JsonNode model = said.path("model");
    return Optional.of(
        new Classified(
            id,
            labels.path(0).path("label").asText(),
            labels.path(0).path("probability").asDouble(),
            model.path("name").asText("?") + ":" + model.path("version").asText("?"),
            said.path("engine").asText("?"),
            said.path("timings").path("inferSeconds").asDouble(Double.NaN)));
  }

  private static Rejected rejected(String id, JsonNode said) {
    return new Rejected(id, said.path("reason").asText("unknown"), said.path("detail").asText(""));
  }

  /** Field by field, as scripts read it. */
  default ObjectNode toJson() {
    ObjectNode json = Json.object().put("id", imageId());
    if (this instanceof Classified it) {
      return json.put("state", "classified")
          .put("label", it.label())
          .put("probability", Json.rounded(it.probability(), 6))
          .put("model", it.model())
          .put("engine", it.engine())
          .put("inferSeconds", Json.rounded(it.inferSeconds(), 6));
    }
    Rejected it = (Rejected) this;
    return json.put("state", "rejected").put("reason", it.reason()).put("detail", it.detail());
  }
}
