package dev.weft.events.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.events.Excerpt;
import dev.weft.events.WeftEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads and writes events as JSON, as the schemas define it: instants as RFC 3339, absent values
 * omitted, unknown fields of later releases ignored. Thread-safe.
 */
public final class EventJson {

  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER = mapper();

  private EventJson() {}

  /** Returns the event's JSON object in UTF-8. */
  public static byte[] write(WeftEvent event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + event, e);
    }
  }

  /**
   * Parses one JSON object.
   *
   * @throws JsonRefusedException if it is no object, has a duplicate field, is nested too deeply,
   *     or is followed by further data
   */
  public static JsonNode parse(byte[] json) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new JsonRefusedException("is not JSON: " + reason(e));
    } catch (IOException e) {
      throw new JsonRefusedException("is not JSON: " + e.getMessage());
    }
    if (!tree.isObject()) {
      throw new JsonRefusedException(
          tree.isMissingNode()
              ? "is empty"
              : "must be a JSON object, but is " + Excerpt.of(tree.toString()));
    }
    return tree;
  }

  /**
   * Converts a tree that its schema accepts to a record.
   *
   * @throws JsonRefusedException if it violates a rule that the schema cannot express
   */
  public static <T extends WeftEvent> T read(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      boolean own = cause instanceof IllegalArgumentException;
      throw new JsonRefusedException(own ? cause.getMessage() : reason(e));
    }
  }

  private static String reason(JsonProcessingException e) {
    String at =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return JsonComplaint.of(e) + at;
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    JsonMapper mapper =
        JsonMapper.builder(factory)
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .configOverride(Map.class)
        .setInclude(
            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
    return mapper;
  }
}
