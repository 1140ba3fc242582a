package dev.weft.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEventHeaders;
import dev.weft.events.kafka.DeadLetterHeaders;
import dev.weft.events.kafka.TraceHeaders;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that asyncapi.yaml matches the code. */
class AsyncApiTest {

  private static final JsonNode API = read();

  @Test
  void everyTopicIsAChannel() throws IllegalAccessException {
    List<String> topics = new ArrayList<>();
    for (Field field : Topics.class.getFields()) {
      topics.add((String) field.get(null));
    }
    assertThat(API.get("channels"))
        .map(channel -> channel.get("address").textValue())
        .containsExactlyInAnyOrderElementsOf(topics);
  }

  @ParameterizedTest
  @EnumSource
  void everyEventIsAMessageOfItsTopic(EventType type) {
    JsonNode message = message(type.ceType());

    assertThat(message.get("title").textValue()).isEqualTo(type.record().getSimpleName());
    assertThat(message.at("/headers/allOf/1/properties/ce_type/const").textValue())
        .isEqualTo(type.ceType());
    assertThat(message.at("/payload/schema/$ref").textValue())
        .isEqualTo("./" + type.schema() + ".schema.json");
    assertThat(channelOf(message)).isEqualTo(type.topic());
  }

  @Test
  void everyPayloadIsASchemaFileAndEverySchemaFileAPayload() {
    assertThat(API.at("/components/messages"))
        .map(message -> message.at("/payload/schema/$ref").textValue())
        .containsExactlyInAnyOrderElementsOf(
            SchemaFiles.names(SchemaFiles.ROOT).stream()
                .map(name -> "./" + name + ".schema.json")
                .toList());
  }

  @Test
  void headersAreThoseThatTheCodecWrites() throws IllegalAccessException {
    assertDescribed("cloudEventHeaders", CloudEventHeaders.class);
    assertDescribed("traceHeaders", TraceHeaders.class);
    assertDescribed("deadLetterHeaders", DeadLetterHeaders.class);
    assertThat(message("weft.image.rejected.v1").at("/headers/allOf/2/$ref").textValue())
        .endsWith("/deadLetterHeaders");
  }

  private static void assertDescribed(String schema, Class<?> headers)
      throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field field : headers.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        names.add((String) field.get(null));
      }
    }
    List<String> described = new ArrayList<>();
    API.at("/components/schemas/" + schema + "/properties")
        .fieldNames()
        .forEachRemaining(described::add);
    assertThat(described).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void keysAreImageIdsOrModelsNames() {
    EnumSet<EventType> ofAnyText =
        EnumSet.of(EventType.IMAGE_REJECTED, EventType.MODEL_MEASURED, EventType.MODEL_DRIFTED);
    for (EventType type : EnumSet.complementOf(ofAnyText)) {
      String pattern = type.isOfImage() ? ImageId.PATTERN : ModelName.PATTERN;
      assertThat(message(type.ceType()).at("/bindings/kafka/key/pattern").textValue())
          .as(type.ceType())
          .isEqualTo("^" + pattern + "$");
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    API.findValues("$ref").stream()
        .map(JsonNode::textValue)
        .forEach(
            ref ->
                assertThat(
                        ref.startsWith("#")
                            ? !API.at(ref.substring(1)).isMissingNode()
                            : Files.exists(SchemaFiles.ROOT.resolve(ref)))
                    .as(ref)
                    .isTrue());
  }

  @Test
  void eachChannelIsWrittenOrReadByAnOperationAndEachEventIsBoth() {
    Map<String, List<String>> actions = new HashMap<>();
    API.get("operations")
        .forEach(
            operation ->
                actions
                    .computeIfAbsent(
                        API.at(operation.at("/channel/$ref").textValue().substring(1))
                            .get("address")
                            .textValue(),
                        topic -> new ArrayList<>())
                    .add(operation.get("action").textValue()));
    Arrays.stream(EventType.values())
        .forEach(type -> assertThat(actions.get(type.topic())).contains("send", "receive"));
    assertThat(actions.get(Topics.S3_NOTIFICATIONS)).containsOnly("receive");
  }

  private static JsonNode message(String name) {
    for (JsonNode message : API.at("/components/messages")) {
      if (message.get("name").textValue().equals(name)) {
        return message;
      }
    }
    throw new AssertionError("no message " + name);
  }

  private static String channelOf(JsonNode message) {
    for (JsonNode channel : API.get("channels")) {
      for (JsonNode listed : channel.get("messages")) {
        if (API.at(listed.get("$ref").textValue().substring(1)) == message) {
          return channel.get("address").textValue();
        }
      }
    }
    throw new AssertionError("no channel has " + message.get("name"));
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(SchemaFiles.ROOT.resolve("asyncapi.yaml").toFile());
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
