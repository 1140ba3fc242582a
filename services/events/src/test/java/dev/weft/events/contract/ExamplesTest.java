package dev.weft.events.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.json.EventJson;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.s3.S3Notification;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks each example with the code that reads such records in production. */
class ExamplesTest {

  private static final Path EXAMPLES = SchemaFiles.ROOT.resolve("examples");
  private static final EventCodec CODEC = new EventCodec();

  @Test
  void everySchemaHasExamplesOfBothKinds() {
    List<String> schemas = SchemaFiles.names(SchemaFiles.ROOT);

    assertThat(schemas).hasSize(EventType.values().length + 1);
    for (String schema : schemas) {
      assertThat(SchemaFiles.list(EXAMPLES.resolve(schema))).hasSizeGreaterThan(2);
      assertThat(SchemaFiles.list(EXAMPLES.resolve("invalid").resolve(schema))).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("validEvents")
  void anExampleBecomesARecordThatSaysTheSameAgain(Path example) {
    EventType type = type(example);
    JsonNode json = SchemaFiles.json(example);

    Decoded<? extends WeftEvent> decoded = decode(type, json, SchemaFiles.bytes(example));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid -> {
              byte[] written = EventJson.write(valid.event());
              // The record has defaults for fields that an example leaves out.
              assertThat(filled(withoutUnknown(json, type), SchemaFiles.parse(written)))
                  .isEqualTo(SchemaFiles.parse(written));
              assertThat(decode(type, json, written)).isEqualTo(valid);
            });
  }

  @ParameterizedTest
  @MethodSource("invalidEvents")
  void anInvalidExampleIsRefusedWithItsComplaint(Path example) {
    JsonNode json = SchemaFiles.json(example);
    JsonNode event = json.get("event");

    Decoded<? extends WeftEvent> decoded =
        decode(type(example), event, event.toString().getBytes(UTF_8));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Invalid.class,
            invalid -> assertThat(invalid.detail()).contains(json.get("complaint").textValue()));
  }

  @ParameterizedTest
  @MethodSource("validNotifications")
  void aNotificationIsRead(Path example) {
    assertThat(S3Notification.parse(SchemaFiles.bytes(example)))
        .isInstanceOfSatisfying(
            S3Notification.Valid.class, valid -> assertThat(valid.changes()).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("invalidNotifications")
  void anInvalidNotificationIsRefusedWithItsComplaint(Path example) {
    JsonNode json = SchemaFiles.json(example);
    byte[] value = json.get("event").toString().getBytes(UTF_8);

    assertThat(S3Notification.parse(value))
        .isInstanceOfSatisfying(
            S3Notification.Invalid.class,
            invalid -> assertThat(invalid.detail()).contains(json.get("complaint").textValue()));
  }

  private static Decoded<? extends WeftEvent> decode(EventType type, JsonNode json, byte[] value) {
    JsonNode origin = json.path("origin");
    String position =
        "%s-%s@%s"
            .formatted(
                origin.path("topic").asText(),
                origin.path("partition").asText(),
                origin.path("offset").asText());
    JsonNode model = json.path("model");
    String key =
        type.isOfImage()
            ? json.path("imageId").asText(position)
            : model.path("name").asText(model.asText());
    return CODEC.decode(new ConsumerRecord<>(type.topic(), 0, 0, key, value), type.record());
  }

  /** The fields of an event that a reader of this release knows. */
  private static JsonNode withoutUnknown(JsonNode json, EventType type) {
    JsonNode root = SchemaFiles.schema(SchemaFiles.ROOT, type.schema());
    JsonNode kept = json.deepCopy();
    retainKnown(kept, root, root);
    return kept;
  }

  private static void retainKnown(JsonNode json, JsonNode part, JsonNode root) {
    JsonNode schema = part.has("$ref") ? root.at(part.get("$ref").textValue().substring(1)) : part;
    if (json.isArray()) {
      json.forEach(item -> retainKnown(item, schema.get("items"), root));
    } else if (json instanceof ObjectNode object && !schema.has("additionalProperties")) {
      object.retain(names(schema.get("properties")));
      object
          .properties()
          .forEach(
              field ->
                  retainKnown(
                      field.getValue(), schema.get("properties").get(field.getKey()), root));
    }
  }

  /** The JSON with the fields that it leaves out. */
  private static JsonNode filled(JsonNode json, JsonNode whole) {
    if (json instanceof ObjectNode object && whole.isObject()) {
      whole
          .properties()
          .forEach(
              field ->
                  object.set(
                      field.getKey(),
                      object.has(field.getKey())
                          ? filled(object.get(field.getKey()), field.getValue())
                          : field.getValue()));
    } else if (json instanceof ArrayNode array && array.size() == whole.size()) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, filled(array.get(i), whole.get(i)));
      }
    }
    return json;
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static EventType type(Path example) {
    String schema = example.getParent().getFileName().toString();
    return Arrays.stream(EventType.values())
        .filter(type -> type.schema().equals(schema))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Path> validEvents() {
    return events(EXAMPLES);
  }

  private static Stream<Path> invalidEvents() {
    return events(EXAMPLES.resolve("invalid"));
  }

  private static Stream<Path> events(Path folder) {
    return Arrays.stream(EventType.values())
        .flatMap(type -> SchemaFiles.list(folder.resolve(type.schema())).stream());
  }

  private static Stream<Path> validNotifications() {
    return SchemaFiles.list(EXAMPLES.resolve("s3-notification.v1")).stream();
  }

  private static Stream<Path> invalidNotifications() {
    return SchemaFiles.list(EXAMPLES.resolve("invalid/s3-notification.v1")).stream();
  }
}
