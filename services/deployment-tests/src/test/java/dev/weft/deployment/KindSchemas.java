package dev.weft.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The schemas in {@code k8s/schemas}, one per kind. They reject unknown fields. */
final class KindSchemas {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private final Map<String, Schema> schemas = new HashMap<>();
  private final Map<String, ObjectNode> files = new HashMap<>();

  KindSchemas() {
    for (Path file : Project.files("k8s/schemas", ".schema.json")) {
      try {
        ObjectNode all = (ObjectNode) JSON.readTree(file.toFile());
        all.get("$defs").fieldNames().forEachRemaining(name -> files.put(name, all));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  /** Violations of a manifest; empty if there are none. */
  List<String> complaints(Manifest manifest) {
    String kind = manifest.apiVersion().replace('/', '_') + "_" + manifest.kind();
    if (!files.containsKey(kind)) {
      return List.of("%s: k8s/schemas has no schema of %s".formatted(manifest, kind));
    }
    Schema schema = schemas.computeIfAbsent(kind, this::schema);
    return schema.validate(manifest.node()).stream()
        .map(error -> "%s: %s".formatted(manifest, shown(error)))
        .toList();
  }

  private Schema schema(String kind) {
    ObjectNode one = files.get(kind).deepCopy();
    JsonNode start = JSON.createObjectNode().put("$ref", "#/$defs/" + kind);
    one.setAll((ObjectNode) start);
    return registry.getSchema(one);
  }

  private static String shown(Error error) {
    return error.getInstanceLocation() + " " + error.getMessage();
  }
}
