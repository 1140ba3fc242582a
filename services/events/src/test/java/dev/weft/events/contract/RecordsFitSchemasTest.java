package dev.weft.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.events.EventType;
import dev.weft.events.ImageId;
import dev.weft.events.RejectionReason;
import dev.weft.events.Role;
import dev.weft.events.Samples;
import dev.weft.events.WeftEvent;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.EventSchema;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsFitSchemasTest {

  private static final int SAMPLES = 200;

  @ParameterizedTest
  @EnumSource
  void whatever_a_record_holds_its_schema_accepts_it(EventType type) {
    EventSchema schema = EventSchema.named(type.schema());
    Samples samples = new Samples(7);
    for (int i = 0; i < SAMPLES; i++) {
      assertThat(schema.complaint(json(sample(samples, type)))).isEmpty();
    }
  }

  /** The schemas are open for readers' sake; writers are held to what is declared. */
  @ParameterizedTest
  @EnumSource
  void a_record_writes_only_what_its_schema_declares_and_no_null(EventType type) {
    JsonNode schema = SchemaFiles.schema(SchemaFiles.ROOT, type.schema());
    Samples samples = new Samples(8);
    for (int i = 0; i < SAMPLES; i++) {
      assertDeclared(json(sample(samples, type)), schema, schema);
    }
  }

  private static void assertDeclared(JsonNode json, JsonNode part, JsonNode root) {
    JsonNode schema = part.has("$ref") ? root.at(part.get("$ref").textValue().substring(1)) : part;
    assertThat(json.isNull()).isFalse();
    if (json.isArray()) {
      json.forEach(item -> assertDeclared(item, schema.get("items"), root));
    } else if (json.isObject() && !schema.has("additionalProperties")) {
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        assertThat(schema.get("properties").has(field.getKey())).as(field.getKey()).isTrue();
        assertDeclared(field.getValue(), schema.get("properties").get(field.getKey()), root);
      }
    }
  }

  @Test
  void enums_and_patterns_are_those_of_the_schemas() {
    JsonNode roles = at(EventType.IMAGE_CLASSIFIED, "/properties/role/enum");
    assertThat(roles).map(JsonNode::textValue).containsExactly("primary", "canary", "shadow");
    assertThat(Role.values()).hasSize(roles.size());

    assertThat(at(EventType.IMAGE_REJECTED, "/properties/reason/examples"))
        .map(JsonNode::textValue)
        .containsExactlyElementsOf(
            Arrays.stream(RejectionReason.values())
                .filter(reason -> reason != RejectionReason.UNKNOWN)
                .map(RejectionReason::code)
                .toList());

    assertThat(at(EventType.IMAGE_UPLOADED, "/$defs/imageId/pattern"))
        .isEqualTo(JsonNodeFactory.instance.textNode("^" + ImageId.PATTERN + "$"));
  }

  private static JsonNode at(EventType type, String pointer) {
    return SchemaFiles.schema(SchemaFiles.ROOT, type.schema()).at(pointer);
  }

  private static WeftEvent sample(Samples samples, EventType type) {
    return switch (type) {
      case IMAGE_UPLOADED -> samples.uploaded();
      case IMAGE_CLASSIFIED -> samples.classified();
      case IMAGE_REJECTED -> samples.rejected();
    };
  }

  private static JsonNode json(WeftEvent event) {
    return SchemaFiles.parse(EventJson.write(event));
  }
}
