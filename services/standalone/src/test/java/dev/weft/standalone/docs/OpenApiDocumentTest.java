package dev.weft.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Checks that schemas/openapi.yaml is valid by the rules of the OpenAPI Initiative and of JSON
 * Schema, and has no constructs that are known to cause problems in client generators.
 */
class OpenApiDocumentTest {

  private static final String JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(.*?)}");
  private static final Set<String> OF_SCHEMAS = Set.of("schema", "items", "additionalProperties");

  private static final JsonNode API = read();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());

  @Test
  void itIsAnOpenapiDocument() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("openapi-3.1.schema.json")) {
      Schema document = REGISTRY.getSchema(in, InputFormat.JSON);

      assertThat(document.validate(API)).map(Error::toString).isEmpty();
    }
  }

  @Test
  void eachOfItsSchemasIsOne() {
    Schema schemas = REGISTRY.getSchema(SchemaLocation.of(JSON_SCHEMA));
    Map<String, JsonNode> found = schemas();

    assertThat(found).hasSizeGreaterThan(200);
    found.forEach(
        (where, schema) ->
            assertThat(schemas.validate(schema)).as(where).map(Error::toString).isEmpty());
  }

  @Test
  void eachReferenceLeadsSomewhere() {
    walk(
        (where, node) -> {
          if (node.path("$ref").isTextual()) {
            assertThat(API.at(node.path("$ref").asText().substring(1)).isMissingNode())
                .as(where)
                .isFalse();
          }
        });
  }

  @Test
  void aTypeStandsBesideNoReferenceAndNoChoice() {
    schemas()
        .forEach(
            (where, schema) -> {
              if (schema.has("$ref") || schema.has("anyOf") || schema.has("oneOf")) {
                assertThat(schema.has("type")).as(where).isFalse();
              }
            });
  }

  @Test
  void whatIsOneOfSeveralValuesHasTheirTypeAndIsNeverNullBesideThem() {
    schemas()
        .forEach(
            (where, schema) -> {
              if (schema.has("enum")) {
                String type = schema.path("enum").path(0).isInt() ? "integer" : "string";
                assertThat(schema.path("type").asText()).as(where).isEqualTo(type);
              }
            });
  }

  @Test
  void everyBodyAndEveryAnswerHasASchema() {
    walk(
        (where, node) -> {
          if (where.endsWith("/content") && !where.contains("/properties/")) {
            node.properties()
                .forEach(
                    media ->
                        assertThat(media.getValue().has("schema"))
                            .as(where + " " + media.getKey())
                            .isTrue());
          }
        });
  }

  @Test
  void uploadsAreBytesToGeneratedClientsWhichTakeTheFirstType() {
    JsonNode content = API.path("paths").path("/v1/images").at("/post/requestBody/content");

    assertThat(content.fieldNames()).toIterable().startsWith("application/octet-stream", "image/*");
    assertThat(content.path("application/octet-stream").at("/schema/format").asText())
        .isEqualTo("binary");
  }

  @Test
  void noClassOfALibraryIsPartOfTheInterface() {
    assertThat(API.at("/components/schemas").fieldNames())
        .toIterable()
        .hasSizeGreaterThan(50)
        .noneMatch(name -> name.startsWith("JsonNode") || name.contains("."));
  }

  @Test
  void operationsHaveNamesOfTheirOwnAndParametersForWhatTheirPathsLeaveOpen() {
    List<String> names = new ArrayList<>();
    API.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          names.add(operation.getValue().path("operationId").asText());
                          assertThat(inPath(operation.getValue()))
                              .as(operation.getKey() + " " + path.getKey())
                              .isEqualTo(open(path.getKey()));
                        }));

    assertThat(names).hasSizeGreaterThan(40).doesNotHaveDuplicates().doesNotContain("");
  }

  private static Set<String> inPath(JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("path")) {
        assertThat(parameter.path("required").asBoolean()).isTrue();
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  private static Set<String> open(String path) {
    Set<String> names = new TreeSet<>();
    PLACEHOLDER.matcher(path).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** All schemas by their location. */
  private static Map<String, JsonNode> schemas() {
    Map<String, JsonNode> schemas = new TreeMap<>();
    walk(
        (where, node) -> {
          String parent = where.replaceFirst("/[^/]*$", "");
          boolean named = parent.equals("/components/schemas") || parent.endsWith("/properties");
          boolean listed = parent.endsWith("/anyOf") || parent.endsWith("/allOf");
          String name = where.substring(parent.length() + (where.isEmpty() ? 0 : 1));
          if (node.isObject() && (named || listed || OF_SCHEMAS.contains(name))) {
            schemas.put(where, node);
          }
        });
    return schemas;
  }

  /** Visits everything but examples, which are not part of the description. */
  private static void walk(BiConsumer<String, JsonNode> visitor) {
    walk("", API, visitor);
  }

  private static void walk(String where, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(where, node);
    node.properties()
        .forEach(
            part -> {
              if (!part.getKey().startsWith("example")) {
                walk(where + "/" + part.getKey().replace("/", "~1"), part.getValue(), visitor);
              }
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      walk(where + "/" + i, node.get(i), visitor);
    }
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(OpenApiPage.written());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
