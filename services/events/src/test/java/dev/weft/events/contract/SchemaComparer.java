package dev.weft.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.contract.SchemaChange.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds changes that a published schema version must not have, which is every change except for
 * documentation and additional optional properties. Supports the keywords that Weft's schemas use;
 * a difference in any other keyword counts as breaking.
 */
final class SchemaComparer {

  private static final Set<String> ANNOTATIONS =
      Set.of("$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default");
  private static final Set<String> LOWER =
      Set.of("minimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER =
      Set.of("maximum", "maxLength", "maxItems", "maxProperties");

  private final JsonNode publishedRoot;
  private final JsonNode currentRoot;
  private final List<SchemaChange> changes = new ArrayList<>();

  private SchemaComparer(JsonNode publishedRoot, JsonNode currentRoot) {
    this.publishedRoot = publishedRoot;
    this.currentRoot = currentRoot;
  }

  static List<SchemaChange> breaking(JsonNode published, JsonNode current) {
    SchemaComparer comparer = new SchemaComparer(published, current);
    comparer.compare("", published, current);
    return comparer.changes;
  }

  private void compare(String path, JsonNode publishedRaw, JsonNode currentRaw) {
    JsonNode published = resolved(publishedRaw, publishedRoot);
    JsonNode current = resolved(currentRaw, currentRoot);
    Set<String> keywords = new TreeSet<>();
    published.fieldNames().forEachRemaining(keywords::add);
    current.fieldNames().forEachRemaining(keywords::add);
    keywords.removeAll(ANNOTATIONS);
    for (String keyword : keywords) {
      keyword(path, keyword, published.path(keyword), current.path(keyword));
    }
  }

  private void keyword(String path, String keyword, JsonNode published, JsonNode current) {
    switch (keyword) {
      case "properties" -> properties(path, published, current);
      case "required" -> required(path, values(published), values(current));
      case "type", "enum" -> choices(path, keyword, published, current);
      case "items", "propertyNames" -> nested(path + "/*", keyword, published, current);
      case "additionalProperties" -> additional(path, published, current);
      default -> {
        if (LOWER.contains(keyword)) {
          bound(path, keyword, published, current, Effect.REFUSES, Effect.LETS_THROUGH);
        } else if (UPPER.contains(keyword)) {
          bound(path, keyword, published, current, Effect.LETS_THROUGH, Effect.REFUSES);
        } else if (!published.equals(current)) {
          add(path, keyword + " changed from " + shown(published) + " to " + shown(current));
        }
      }
    }
  }

  private void properties(String path, JsonNode published, JsonNode current) {
    published
        .properties()
        .forEach(
            property -> {
              String at = path + "/" + property.getKey();
              if (current.has(property.getKey())) {
                compare(at, property.getValue(), current.get(property.getKey()));
              } else {
                add(at, "property removed");
              }
            });
  }

  private void required(String path, Set<JsonNode> published, Set<JsonNode> current) {
    minus(current, published)
        .forEach(name -> add(path + "/" + name.asText(), "is required now", Effect.REFUSES));
    minus(published, current)
        .forEach(name -> add(path + "/" + name.asText(), "may be absent now", Effect.LETS_THROUGH));
  }

  /** An absent keyword allows any value. */
  private void choices(String path, String keyword, JsonNode published, JsonNode current) {
    if (published.isMissingNode() || current.isMissingNode()) {
      boolean added = published.isMissingNode();
      add(
          path,
          keyword + (added ? " added" : " removed"),
          added ? Effect.REFUSES : Effect.LETS_THROUGH);
      return;
    }
    Set<JsonNode> before = values(published);
    Set<JsonNode> after = values(current);
    minus(before, after)
        .forEach(value -> add(path, keyword + " no longer allows " + value, Effect.REFUSES));
    minus(after, before)
        .forEach(value -> add(path, keyword + " newly allows " + value, Effect.LETS_THROUGH));
  }

  private void nested(String path, String keyword, JsonNode published, JsonNode current) {
    if (published.isMissingNode() || current.isMissingNode()) {
      choices(path, keyword, published, current);
    } else {
      compare(path, published, current);
    }
  }

  /** The default is true, as JSON Schema specifies. */
  private void additional(String path, JsonNode published, JsonNode current) {
    JsonNode before =
        published.isMissingNode() ? JsonNodeFactory.instance.booleanNode(true) : published;
    JsonNode after = current.isMissingNode() ? JsonNodeFactory.instance.booleanNode(true) : current;
    if (before.isObject() && after.isObject()) {
      compare(path + "/*", before, after);
    } else if (!before.equals(after)) {
      boolean opened = after.asBoolean() || before.isBoolean() && !before.asBoolean();
      add(
          path,
          "additionalProperties changed from " + before + " to " + after,
          opened ? Effect.LETS_THROUGH : Effect.REFUSES);
    }
  }

  private void bound(
      String path, String keyword, JsonNode published, JsonNode current, Effect up, Effect down) {
    boolean lower = LOWER.contains(keyword);
    double none = lower ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    double before = published.asDouble(none);
    double after = current.asDouble(none);
    if (before != after) {
      add(
          path,
          keyword + " changed from " + shown(published) + " to " + shown(current),
          after > before ? up : down);
    }
  }

  /** A schema with its {@code $ref} resolved; the requirements of both are combined. */
  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    String ref = schema.path("$ref").textValue();
    if (ref == null) {
      return schema;
    }
    if (!ref.startsWith("#/")) {
      throw new IllegalArgumentException("only references within a schema are known, not " + ref);
    }
    ObjectNode whole = resolved(root.at(ref.substring(1)), root).deepCopy();
    for (Map.Entry<String, JsonNode> own : schema.properties()) {
      if (own.getKey().equals("required")) {
        Set<JsonNode> both = values(whole.path("required"));
        both.addAll(values(own.getValue()));
        whole.set("required", new ArrayNode(JsonNodeFactory.instance, List.copyOf(both)));
      } else if (!own.getKey().equals("$ref")) {
        whole.set(own.getKey(), own.getValue());
      }
    }
    return whole;
  }

  private void add(String path, String what) {
    add(path, what, Effect.REFUSES);
    add(path, what, Effect.LETS_THROUGH);
  }

  private void add(String path, String what, Effect effect) {
    changes.add(new SchemaChange(path, what, effect));
  }

  private static Set<JsonNode> values(JsonNode oneOrMany) {
    Set<JsonNode> values = new LinkedHashSet<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(values::add);
    } else if (!oneOrMany.isMissingNode()) {
      values.add(oneOrMany);
    }
    return values;
  }

  private static Set<JsonNode> minus(Set<JsonNode> all, Set<JsonNode> without) {
    Set<JsonNode> rest = new LinkedHashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }
}
