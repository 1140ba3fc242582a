package dev.weft.events.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.weft.events.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of the schemas in {@code schemas/}, loaded from this jar. Thread-safe; expensive to create,
 * so reuse it.
 */
public final class EventSchema {

  private static final int COMPLAINTS = 3;

  private final String name;
  private final Schema schema;

  private EventSchema(String name, Schema schema) {
    this.name = name;
    this.schema = schema;
  }

  /** Returns the schema of that name, such as {@code image-uploaded.v1}. */
  public static EventSchema named(String name) {
    String resource = "/dev/weft/schemas/" + name + ".schema.json";
    try (InputStream in = EventSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no schema " + resource);
      }
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder()
              .formatAssertionsEnabled(true)
              .locale(Locale.ENGLISH)
              .build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(config));
      return new EventSchema(name, registry.getSchema(in, InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /** Validates {@code json}; returns the first violation, for people, or empty if it is valid. */
  public Optional<String> complaint(JsonNode json) {
    List<Error> errors;
    try {
      errors = schema.validate(json);
    } catch (RuntimeException e) {
      // The validator throws for a few valid JSON values, such as 1e400 where an enum is expected.
      return Optional.of(
          "schema "
              + name
              + " cannot validate it: "
              + Excerpt.cut(String.valueOf(e.getMessage()), 300));
    }
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    String shown =
        errors.stream().limit(COMPLAINTS).map(EventSchema::shown).collect(Collectors.joining("; "));
    int more = errors.size() - COMPLAINTS;
    return Optional.of(
        "schema " + name + " rejects it: " + shown + (more > 0 ? "; and " + more + " more" : ""));
  }

  private static String shown(Error error) {
    String at = error.getInstanceLocation().toString();
    JsonNode value = error.getInstanceNode();
    String is =
        value == null || value.isContainerNode()
            ? ""
            : ", but is "
                + (value.isTextual()
                    ? Excerpt.of(value.textValue())
                    : Excerpt.cut(value.asText(), 80));
    return Excerpt.cut((at.isEmpty() ? "" : at + " ") + error.getMessage(), 300) + is;
  }
}
