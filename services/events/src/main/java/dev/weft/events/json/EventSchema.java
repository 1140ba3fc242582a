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
 * One of the schemas of {@code schemas/}, from this jar. Thread-safe; costly to make, so keep it.
 */
public final class EventSchema {

  private static final int COMPLAINTS = 3;

  private final String name;
  private final Schema schema;

  private EventSchema(String name, Schema schema) {
    this.name = name;
    this.schema = schema;
  }

  /** The schema of that name, such as {@code image-uploaded.v1}. */
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

  /** What the schema says against {@code json}, for people; empty if it accepts it. */
  public Optional<String> complaint(JsonNode json) {
    List<Error> errors;
    try {
      errors = schema.validate(json);
    } catch (RuntimeException e) {
      // The validator fails on a few values that are JSON, such as 1e400 where an enum is wanted.
      return Optional.of(
          "schema "
              + name
              + " cannot judge it: "
              + Excerpt.cut(String.valueOf(e.getMessage()), 300));
    }
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    String shown =
        errors.stream().limit(COMPLAINTS).map(EventSchema::shown).collect(Collectors.joining("; "));
    int more = errors.size() - COMPLAINTS;
    return Optional.of(
        "schema " + name + " refuses it: " + shown + (more > 0 ? "; and " + more + " more" : ""));
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
