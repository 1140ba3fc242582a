package dev.weft.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that schemas/openapi.yaml describes the input, the output and the errors of every
 * operation.
 */
class OpenApiPageTest {

  private static final JsonNode API = read();

  /**
   * An operation.
   *
   * @param name method and path
   */
  record Operation(String name, JsonNode says) {

    boolean isOurs() {
      return name.contains(" /v1/");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A request or response body of one media type. */
  record Media(String where, String type, JsonNode says) {}

  static Stream<Operation> operations() {
    return API.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(each -> each.getValue().has("operationId"))
                    .map(
                        each ->
                            new Operation(each.getKey() + " " + path.getKey(), each.getValue())));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyBodyAndAnswerHasAnExampleThatFitsItsSchema(Operation operation) {
    assertThat(operation.says().path("summary").asText()).isNotEmpty();
    for (Media media : media(operation)) {
      if (isBinary(media)) {
        continue;
      }
      List<JsonNode> examples = examples(media.says());
      assertThat(examples).as(media.where() + " has an example").isNotEmpty();
      for (JsonNode example : examples) {
        assertFits(media, example);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationNamesTheErrorsThatItMayGive(Operation operation) {
    List<String> statuses = new ArrayList<>();
    operation.says().path("responses").fieldNames().forEachRemaining(statuses::add);

    assertThat(statuses).anyMatch(status -> status.startsWith("2")).contains("500");
    if (operation.name().contains("{")) {
      assertThat(statuses).contains("404");
    }
    if (operation.says().has("requestBody")) {
      assertThat(statuses).contains("400");
    }
    for (String status : statuses) {
      if (status.startsWith("4") || status.startsWith("5")) {
        assertRefusal(operation, status);
      }
    }
  }

  private static void assertRefusal(Operation operation, String status) {
    JsonNode response = resolved(operation.says().path("responses").path(status));
    String what = operation.name() + " " + status;
    String type = operation.isOurs() ? "application/problem+json" : "application/json";
    JsonNode media = response.path("content").path(type);
    assertThat(response.path("description").asText()).as(what).isNotEmpty();
    assertThat(media.isObject()).as(what + " as " + type).isTrue();
    if (operation.isOurs()) {
      for (JsonNode example : examples(media)) {
        assertThat(example.path("status").asText()).as(what).isEqualTo(status);
        assertThat(example.path("type").asText()).as(what).startsWith("https://weft.dev/problems/");
        assertThat(example.path("title").asText()).as(what).isNotEmpty();
        assertThat(example.path("detail").asText()).as(what).isNotEmpty();
      }
    }
  }

  private static List<Media> media(Operation operation) {
    List<Media> all = new ArrayList<>();
    add(all, operation.name() + " body", operation.says().path("requestBody"));
    operation
        .says()
        .path("responses")
        .properties()
        .forEach(
            each -> add(all, operation.name() + " " + each.getKey(), resolved(each.getValue())));
    return all;
  }

  private static void add(List<Media> all, String where, JsonNode holder) {
    holder
        .path("content")
        .properties()
        .forEach(each -> all.add(new Media(where, each.getKey(), each.getValue())));
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static boolean isBinary(Media media) {
    return media.type().startsWith("image/")
        || media.type().equals("application/octet-stream")
        || media.type().equals("multipart/form-data");
  }

  private static List<JsonNode> examples(JsonNode media) {
    List<JsonNode> examples = new ArrayList<>();
    if (media.has("example")) {
      examples.add(media.path("example"));
    }
    for (JsonNode named : media.path("examples")) {
      JsonNode example = resolved(named);
      examples.add(example.path("value"));
    }
    return examples;
  }

  private static void assertFits(Media media, JsonNode example) {
    ObjectNode schema = new ObjectMapper().createObjectNode();
    schema.putArray("allOf").add(media.says().path("schema"));
    schema.set("components", API.path("components"));
    var compiled =
        SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
            .getSchema(schema.toString(), InputFormat.JSON);
    assertThat(compiled.validate(example)).as("%s: %s", media.where(), example).isEmpty();
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(OpenApiPage.written());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
