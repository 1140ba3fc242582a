package dev.weft.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.json.WeftJson;

/** Reads and writes JSON trees. */
public final class Json {
  private static final ObjectMapper MAPPER = WeftJson.mapper();

  private Json() {}

  /** An empty object that keeps its fields in the order of insertion. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not valid JSON
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Converts a number, text, boolean, tree, or a response of the server to a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Writes JSON on one line. */
  public static String line(JsonNode node) {
    return write(node, false);
  }

  /** Writes indented JSON. */
  public static String pretty(JsonNode node) {
    return write(node, true);
  }

  /** Rounds for display; null if the number is not finite. */
  public static Double rounded(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return null;
    }
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }

  private static String write(JsonNode node, boolean indented) {
    try {
      return indented
          ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node)
          : MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the JSON tree", e);
    }
  }
}
