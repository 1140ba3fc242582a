package dev.weft.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Samples;
import dev.weft.events.TrainingId;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.EventSchema;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.ModelDrifted;
import dev.weft.events.model.ServingRole;
import dev.weft.events.model.VersionAlias;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsFitSchemasTest {

  private static final int SAMPLES = 200;

  @ParameterizedTest
  @EnumSource
  void whateverARecordHoldsItsSchemaAcceptsIt(EventType type) {
    EventSchema schema = EventSchema.named(type.schema());
    Samples samples = new Samples(7);
    for (int i = 0; i < SAMPLES; i++) {
      assertThat(schema.complaint(json(samples.any(type)))).isEmpty();
    }
  }

  /** Schemas allow unknown fields for readers; writers must write only declared ones. */
  @ParameterizedTest
  @EnumSource
  void aRecordWritesOnlyWhatItsSchemaDeclaresAndNoNull(EventType type) {
    JsonNode schema = SchemaFiles.schema(SchemaFiles.ROOT, type.schema());
    Samples samples = new Samples(8);
    for (int i = 0; i < SAMPLES; i++) {
      assertDeclared(json(samples.any(type)), schema, schema);
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
  void closedSetsOfNamesAreThoseOfTheSchemas() {
    assertEnum(EventType.IMAGE_CLASSIFIED, "/properties/role", ServingRole.values());
    assertEnum(EventType.IMAGE_FAILED, "/properties/role", ServingRole.values());
    assertEnum(EventType.MODEL_MEASURED, "/properties/role", ServingRole.values());
    assertEnum(EventType.MODEL_DRIFTED, "/properties/of", ModelDrifted.Of.values());
    assertEnum(EventType.TRAINING_PROGRESSED, "/properties/state", TrainingState.values());
    assertEnum(
        EventType.ROLLOUT_OBSERVED,
        "/$defs/replicaVersion/properties/state",
        RolloutObserved.State.values());
    EventType changed = EventType.ROLLOUT_CHANGED;
    assertEnum(changed, "/$defs/policy/properties/strategy", RolloutStrategy.values());
    assertEnum(changed, "/$defs/metric", RolloutMetric.values());
    assertEnum(changed, "/$defs/rollout/properties/phase", RolloutChanged.Phase.values());
    assertEnum(changed, "/$defs/measured/properties/verdict", RolloutChanged.Verdict.values());
    assertEnum(changed, "/$defs/ended/properties/outcome", RolloutChanged.Outcome.values());
    assertEnum(changed, "/$defs/cause/properties/kind", RolloutChanged.Kind.values());
  }

  @Test
  void openSetsOfNamesHaveTheKnownOnesForExamples() {
    assertExamples(EventType.IMAGE_REJECTED, "/properties/reason", RejectionReason.values());
    assertExamples(EventType.IMAGE_LABELED, "/properties/source", LabelSource.values());
    assertExamples(EventType.IMAGE_LABELED, "/properties/selection", LabelSelection.values());
    assertExamples(EventType.IMAGE_ERASED, "/properties/source", ErasureSource.values());
    assertExamples(EventType.TRAINING_REQUESTED, "/properties/trigger", TrainingTrigger.values());
    assertExamples(EventType.TRAINING_PROGRESSED, "/properties/phase", TrainingPhase.values());
    assertExamples(EventType.ROLLOUT_REQUESTED, "/properties/action", RolloutAction.values());
    assertExamples(
        EventType.ROLLOUT_CHANGED, "/$defs/cause/properties/action", RolloutAction.values());
    assertExamples(EventType.ROLLOUT_REFUSED, "/properties/reason", RolloutRefused.Reason.values());
  }

  @Test
  void patternsAreThoseOfTheSchemas() {
    assertPattern(EventType.IMAGE_UPLOADED, "/$defs/imageId", ImageId.PATTERN);
    assertPattern(EventType.TRAINING_REQUESTED, "/$defs/trainingId", TrainingId.PATTERN);
    assertPattern(EventType.TRAINING_REQUESTED, "/$defs/modelName", ModelName.PATTERN);
    assertPattern(
        EventType.TRAINING_REQUESTED,
        "/$defs/fineTune/properties/from",
        TrainingRecipe.FineTune.FROM);
    assertPattern(
        EventType.TRAINING_REQUESTED, "/$defs/recipe/properties/base", TrainingRecipe.BASE);
    EventType changed = EventType.ROLLOUT_CHANGED;
    assertPattern(changed, "/$defs/rolloutId", ImageId.PATTERN);
    assertPattern(changed, "/$defs/orderId", ImageId.PATTERN);
    assertPattern(changed, "/properties/aliases/propertyNames", VersionAlias.PATTERN);
    assertPattern(EventType.ROLLOUT_REQUESTED, "/$defs/alias", VersionAlias.PATTERN);
    assertPattern(
        changed, "/$defs/condition/properties/successCondition", RolloutCondition.EXPRESSION);
  }

  private static void assertEnum(EventType type, String pointer, Enum<?>[] values) {
    assertNames(at(type, pointer + "/enum"), values);
  }

  private static void assertExamples(EventType type, String pointer, Enum<?>[] values) {
    assertNames(at(type, pointer + "/examples"), values);
  }

  private static void assertNames(JsonNode names, Enum<?>[] values) {
    assertThat(names)
        .map(JsonNode::textValue)
        .containsExactlyElementsOf(
            Arrays.stream(values)
                .filter(value -> !value.name().equals("UNKNOWN"))
                .map(value -> new ObjectMapper().valueToTree(value).textValue())
                .toList());
  }

  private static void assertPattern(EventType type, String pointer, String pattern) {
    assertThat(at(type, pointer + "/pattern").textValue()).isEqualTo("^" + pattern + "$");
  }

  private static JsonNode at(EventType type, String pointer) {
    return SchemaFiles.schema(SchemaFiles.ROOT, type.schema()).at(pointer);
  }

  private static JsonNode json(WeftEvent event) {
    return SchemaFiles.parse(EventJson.write(event));
  }
}
