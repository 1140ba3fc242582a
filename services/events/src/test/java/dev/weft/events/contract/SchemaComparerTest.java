package dev.weft.events.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.contract.SchemaChange.Effect;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SchemaComparerTest {

  private static final String PUBLISHED =
      """
      {"type": "object", "required": ["id", "object"],
       "properties": {
         "id": {"$ref": "#/$defs/id"},
         "object": {"$ref": "#/$defs/object", "required": ["sha256"]},
         "role": {"enum": ["primary", "shadow"]},
         "count": {"type": ["integer", "string"], "minimum": 1, "maximum": 9},
         "labels": {"type": "array", "minItems": 1, "items": {"type": "string"}},
         "tags": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 9}}},
       "$defs": {
         "id": {"type": "string", "pattern": "^[a-z]+$"},
         "object": {"type": "object", "required": ["key"],
           "properties": {"key": {"type": "string"}, "sha256": {"type": "string"}}}}}""";

  @Test
  void theSameSchemaBreaksNothing() {
    assertHarmless(schema -> {});
  }

  @Test
  void sayingMoreBreaksNothing() {
    assertHarmless(schema -> schema.put("title", "Thing").put("description", "New words"));
    assertHarmless(schema -> at(schema, "/$defs/id").put("$comment", "words"));
  }

  @Test
  void aNewOptionalPropertyBreaksNothing() {
    assertHarmless(schema -> at(schema, "/properties").putObject("priority").put("type", "string"));
    assertHarmless(
        schema -> at(schema, "/$defs/object/properties").putObject("etag").put("type", "string"));
  }

  @Test
  void aDefinitionMayMove() {
    assertHarmless(
        schema -> {
          JsonNode id = at(schema, "/$defs").remove("id");
          at(schema, "/properties").set("id", id);
        });
  }

  @Test
  void aRemovedPropertyBreaksBothSides() {
    assertBreaks(schema -> at(schema, "/properties").remove("role"), Effect.REFUSES, "/role");
    assertBreaks(schema -> at(schema, "/properties").remove("role"), Effect.LETS_THROUGH, "/role");
    assertBreaks(
        schema -> at(schema, "/$defs/object/properties").remove("key"),
        Effect.REFUSES,
        "/object/key");
  }

  @Test
  void aNewRequirementBreaksWriters() {
    assertBreaks(schema -> list(schema, "/required").add("role"), Effect.REFUSES, "/role");
    assertBreaks(
        schema -> {
          at(schema, "/properties").putObject("priority");
          list(schema, "/required").add("priority");
        },
        Effect.REFUSES,
        "/priority");
    assertBreaks(
        schema -> at(schema, "/properties/tags").putArray("required").add("a"),
        Effect.REFUSES,
        "/tags/a");
  }

  @Test
  void aDroppedRequirementBreaksReaders() {
    assertBreaks(schema -> list(schema, "/required").remove(0), Effect.LETS_THROUGH, "/id");
    assertBreaks(
        schema -> at(schema, "/properties/object").remove("required"),
        Effect.LETS_THROUGH,
        "/object/sha256");
  }

  @Test
  void aNarrowerTypeBreaksWritersAndAWiderOneReaders() {
    assertBreaks(
        schema -> at(schema, "/properties/count").put("type", "integer"), Effect.REFUSES, "/count");
    assertBreaks(
        schema -> at(schema, "/properties/labels/items").putArray("type").add("string").add("null"),
        Effect.LETS_THROUGH,
        "/labels/*");
    assertBreaks(
        schema -> at(schema, "/properties/labels/items").remove("type"),
        Effect.LETS_THROUGH,
        "/labels/*");
    assertBreaks(
        schema -> at(schema, "/properties/role").put("type", "string"), Effect.REFUSES, "/role");
  }

  @Test
  void anotherTypeBreaksBothSides() {
    Consumer<ObjectNode> change = schema -> at(schema, "/$defs/id").put("type", "integer");

    assertBreaks(change, Effect.REFUSES, "/id");
    assertBreaks(change, Effect.LETS_THROUGH, "/id");
  }

  @Test
  void aRemovedChoiceBreaksWritersAndAnAddedOneReaders() {
    assertBreaks(
        schema -> list(schema, "/properties/role/enum").remove(1), Effect.REFUSES, "/role");
    assertBreaks(
        schema -> list(schema, "/properties/role/enum").add("canary"),
        Effect.LETS_THROUGH,
        "/role");
    assertBreaks(
        schema -> at(schema, "/properties/labels/items").putArray("enum").add("a"),
        Effect.REFUSES,
        "/labels/*");
  }

  @Test
  void aTighterLimitBreaksWritersAndALooserOneReaders() {
    assertBreaks(
        schema -> at(schema, "/properties/count").put("minimum", 2), Effect.REFUSES, "/count");
    assertBreaks(
        schema -> at(schema, "/properties/count").put("maximum", 8), Effect.REFUSES, "/count");
    assertBreaks(schema -> at(schema, "/properties/id").put("maxLength", 8), Effect.REFUSES, "/id");
    assertBreaks(
        schema -> at(schema, "/properties/tags").put("maxProperties", 3), Effect.REFUSES, "/tags");
    assertBreaks(
        schema -> at(schema, "/properties/count").remove("maximum"), Effect.LETS_THROUGH, "/count");
    assertBreaks(
        schema -> at(schema, "/properties/labels").put("minItems", 0),
        Effect.LETS_THROUGH,
        "/labels");
    assertBreaks(
        schema -> at(schema, "/properties/tags/additionalProperties").put("maxLength", 10),
        Effect.LETS_THROUGH,
        "/tags/*");
  }

  @Test
  void closingWhatWasOpenBreaksWritersAndOpeningReaders() {
    assertBreaks(schema -> schema.put("additionalProperties", false), Effect.REFUSES, "");
    assertBreaks(
        schema -> at(schema, "/properties/tags").remove("additionalProperties"),
        Effect.LETS_THROUGH,
        "/tags");
  }

  @Test
  void whatCannotBeJudgedCountsAsBreaking() {
    assertBreaks(
        schema -> at(schema, "/$defs/id").put("pattern", "^[a-z]*$"), Effect.REFUSES, "/id");
    assertBreaks(schema -> at(schema, "/$defs/id").remove("pattern"), Effect.REFUSES, "/id");
    assertBreaks(schema -> at(schema, "/$defs/id").put("format", "uuid"), Effect.REFUSES, "/id");
    assertBreaks(schema -> schema.putObject("not").put("type", "null"), Effect.REFUSES, "");
  }

  private static void assertHarmless(Consumer<ObjectNode> change) {
    assertThat(SchemaComparer.breaking(published(), changed(change))).isEmpty();
  }

  private static void assertBreaks(Consumer<ObjectNode> change, Effect effect, String path) {
    assertThat(SchemaComparer.breaking(published(), changed(change)))
        .anySatisfy(
            found -> {
              assertThat(found.path()).isEqualTo(path);
              assertThat(found.effect()).isEqualTo(effect);
            })
        .allSatisfy(found -> assertThat(found.path()).isEqualTo(path));
  }

  private static JsonNode changed(Consumer<ObjectNode> change) {
    ObjectNode schema = published();
    change.accept(schema);
    return schema;
  }

  private static ObjectNode published() {
    return (ObjectNode) SchemaFiles.parse(PUBLISHED.getBytes(UTF_8));
  }

  private static ObjectNode at(JsonNode schema, String pointer) {
    return (ObjectNode) schema.at(pointer);
  }

  private static ArrayNode list(JsonNode schema, String pointer) {
    return (ArrayNode) schema.at(pointer);
  }
}
