package dev.weft.events.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.Excerpt;

/**
 * A CloudEvent in structured mode, by its <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON
 * format</a>: one object with the attributes and, under {@code data}, the event's JSON.
 *
 * @param json the object
 */
record StructuredEvent(JsonNode json) {

  private static final String DATA = "data";
  private static final String CONTENT_TYPE = "datacontenttype";

  CloudEventAttributes attributes() {
    return new CloudEventAttributes("", this::text);
  }

  /** Returns the event's own JSON object, or refuses the record. */
  JsonNode data() {
    String type = text(CONTENT_TYPE);
    if (type != null && !CloudEventAttributes.mediaType(type).equals(CloudEventHeaders.JSON)) {
      throw new RefusedException(
          "%s must be %s, but is %s"
              .formatted(CONTENT_TYPE, CloudEventHeaders.JSON, Excerpt.of(type)));
    }
    JsonNode data = json.path(DATA);
    if (!data.isObject()) {
      throw new RefusedException(
          data.isMissingNode()
              ? "the CloudEvent has no data: it must be a JSON object"
              : "the CloudEvent's data must be a JSON object, but is "
                  + Excerpt.of(data.toString()));
    }
    return data;
  }

  private String text(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new RefusedException(
          "the CloudEvent's %s must be a string, but is %s"
              .formatted(name, Excerpt.of(value.toString())));
    }
    return value.textValue();
  }
}
