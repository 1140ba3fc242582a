package dev.weft.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.events.EventType;
import dev.weft.events.ImageId;
import dev.weft.events.LabelSource;
import dev.weft.events.ModelName;
import dev.weft.events.RejectionReason;
import dev.weft.events.Role;
import dev.weft.events.Samples;
import dev.weft.events.TrainingId;
import dev.weft.events.TrainingPhase;
import dev.weft.events.TrainingRecipe;
import dev.weft.events.TrainingState;
import dev.weft.events.TrainingTrigger;
import dev.weft.events.WeftEvent;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.EventSchema;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
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

    assertExamples(EventType.IMAGE_LABELED, "source", LabelSource.values(), LabelSource::code);
    assertExamples(
        EventType.TRAINING_REQUESTED, "trigger", TrainingTrigger.values(), TrainingTrigger::code);
    assertExamples(
        EventType.TRAINING_PROGRESSED, "phase", TrainingPhase.values(), TrainingPhase::code);
    assertThat(at(EventType.TRAINING_PROGRESSED, "/properties/state/enum"))
        .map(JsonNode::textValue)
        .containsExactlyElementsOf(
            Arrays.stream(TrainingState.values()).map(TrainingState::code).toList());

    assertPattern(EventType.TRAINING_REQUESTED, "/$defs/trainingId/pattern", TrainingId.PATTERN);
    assertPattern(EventType.TRAINING_REQUESTED, "/$defs/modelName/pattern", ModelName.PATTERN);
    assertPattern(
        EventType.TRAINING_REQUESTED,
        "/$defs/fineTune/properties/from/pattern",
        TrainingRecipe.FineTune.FROM);
    assertPattern(
        EventType.TRAINING_REQUESTED, "/$defs/recipe/properties/base/pattern", TrainingRecipe.BASE);
    assertThat(at(EventType.IMAGE_UPLOADED, "/$defs/imageId/pattern"))
        .isEqualTo(JsonNodeFactory.instance.textNode("^" + ImageId.PATTERN + "$"));
  }

  private static <E extends Enum<E>> void assertExamples(
      EventType type, String property, E[] values, Function<E, String> code) {
    assertThat(at(type, "/properties/" + property + "/examples"))
        .map(JsonNode::textValue)
        .containsExactlyElementsOf(
            Arrays.stream(values)
                .filter(value -> !value.name().equals("UNKNOWN"))
                .map(code)
                .toList());
  }

  private static void assertPattern(EventType type, String pointer, String pattern) {
    assertThat(at(type, pointer).textValue()).isEqualTo("^" + pattern + "$");
  }

  private static JsonNode at(EventType type, String pointer) {
    return SchemaFiles.schema(SchemaFiles.ROOT, type.schema()).at(pointer);
  }

  private static WeftEvent sample(Samples samples, EventType type) {
    return switch (type) {
      case IMAGE_UPLOADED -> samples.uploaded();
      case IMAGE_CLASSIFIED -> samples.classified();
      case IMAGE_REJECTED -> samples.rejected();
      case IMAGE_LABELED -> samples.labeled();
      case TRAINING_REQUESTED -> samples.requested();
      case TRAINING_CANCELLED -> samples.cancelled();
      case TRAINING_PROGRESSED -> samples.progressed();
      case MODEL_PUBLISHED -> samples.published();
    };
  }

  private static JsonNode json(WeftEvent event) {
    return SchemaFiles.parse(EventJson.write(event));
  }
}
