package dev.weft.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code schemas/openapi.yaml}, or a similar document. */
final class OpenApi {

  /**
   * An operation of the document.
   *
   * @param method HTTP method in upper case
   * @param path path template
   * @param json the operation object
   */
  record Described(String method, String path, JsonNode json) {

    /** Schemas of the parameters by name. */
    Map<String, JsonNode> parameters(String in) {
      Map<String, JsonNode> parameters = new TreeMap<>();
      json.path("parameters")
          .valueStream()
          .filter(each -> each.path("in").asText().equals(in))
          .forEach(each -> parameters.put(each.path("name").asText(), each.path("schema")));
      return parameters;
    }

    /** Status codes of successful responses, with or without a body. */
    Set<String> successes() {
      Set<String> statuses = new TreeSet<>();
      json.path("responses").fieldNames().forEachRemaining(statuses::add);
      statuses.removeIf(status -> !status.matches("20[0-2]"));
      return statuses;
    }

    JsonNode requestSchema() {
      return json.at("/requestBody/content/application~1json/schema");
    }

    /** Schemas of the responses with a status by media type. */
    Map<String, JsonNode> answers(String status) {
      Map<String, JsonNode> schemas = new TreeMap<>();
      json.path("responses")
          .path(status)
          .path("content")
          .properties()
          .forEach(each -> schemas.put(each.getKey(), each.getValue().path("schema")));
      return schemas;
    }
  }

  private final JsonNode document;

  OpenApi(JsonNode document) {
    this.document = document;
  }

  static Path schemas() {
    return Path.of("..", "..", "schemas");
  }

  static OpenApi read() {
    try {
      Path file = schemas().resolve("openapi.yaml");
      return new OpenApi(new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** All operations by id. */
  Map<String, Described> operations() {
    Map<String, Described> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.put(
                                method.getValue().path("operationId").asText(),
                                new Described(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  /** Resolves references; for a nullable schema returns the alternative to null. */
  JsonNode resolve(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolve(document.at(schema.path("$ref").asText().substring(1)));
    }
    if (schema.has("anyOf")) {
      return resolve(
          schema
              .path("anyOf")
              .valueStream()
              .filter(each -> !each.path("type").asText().equals("null"))
              .findFirst()
              .orElseThrow());
    }
    return schema;
  }

  static boolean mayBeNull(JsonNode schema) {
    return types(schema).contains("null")
        || schema.path("anyOf").valueStream().anyMatch(each -> types(each).contains("null"));
  }

  static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      type.forEach(each -> types.add(each.asText()));
    } else if (type.isTextual()) {
      types.add(type.asText());
    }
    return types;
  }
}
