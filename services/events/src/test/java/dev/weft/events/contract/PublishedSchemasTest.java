package dev.weft.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.weft.events.Samples;
import dev.weft.events.catalog.EventType;
import dev.weft.events.contract.SchemaChange.Effect;
import dev.weft.events.json.EventJson;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A published version of a schema keeps its meaning, since others depend on it. */
class PublishedSchemasTest {

  private static final Path PUBLISHED = SchemaFiles.ROOT.resolve("published");

  @Test
  void everySchemaIsPublishedAndEveryPublishedOneKept() {
    assertThat(SchemaFiles.names(SchemaFiles.ROOT))
        .as("schemas/README.md says how a schema is published")
        .isEqualTo(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPublishedVersionDoesNotBreak(String name) {
    // MinIO writes its notifications and only Weft reads them, so that this schema may become more
    // lenient.
    boolean readOnlyByUs = name.startsWith("s3-notification");

    List<SchemaChange> changes =
        SchemaComparer.breaking(
            SchemaFiles.schema(PUBLISHED, name), SchemaFiles.schema(SchemaFiles.ROOT, name));

    assertThat(changes)
        .filteredOn(change -> !readOnlyByUs || change.effect() == Effect.REFUSES)
        .as("%s: make a version after it instead (schemas/README.md)", name)
        .isEmpty();
  }

  /**
   * Readers that were built for a published schema can read today's events, including those with
   * new fields.
   */
  @ParameterizedTest
  @EnumSource
  void whateverARecordHoldsItsPublishedSchemaAcceptsIt(EventType type) {
    Schema published =
        SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
            .getSchema(SchemaFiles.schema(PUBLISHED, type.schema()));
    Samples samples = new Samples(9);
    for (int i = 0; i < 200; i++) {
      JsonNode event = SchemaFiles.parse(EventJson.write(samples.any(type)));
      assertThat(published.validate(event)).isEmpty();
    }
  }

  @Test
  void schemasThatShareAPartSayTheSameOfIt() {
    Map<String, JsonNode> parts = new HashMap<>();
    for (String name : SchemaFiles.names(SchemaFiles.ROOT)) {
      SchemaFiles.schema(SchemaFiles.ROOT, name)
          .get("$defs")
          .properties()
          .forEach(
              part -> {
                JsonNode before = parts.putIfAbsent(part.getKey(), part.getValue());
                assertThat(before == null ? part.getValue() : before).isEqualTo(part.getValue());
              });
    }
    assertThat(parts).containsKeys("imageId", "object", "tags");
  }

  private static List<String> names() {
    return SchemaFiles.names(PUBLISHED);
  }
}
