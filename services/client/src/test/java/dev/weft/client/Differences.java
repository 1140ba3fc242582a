package dev.weft.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.json.SentAsNull;
import dev.weft.client.json.WireName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares records with schemas recursively, and collects the differences. */
final class Differences {
  private final OpenApi api;
  private final boolean answer;
  private final List<String> found = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();
  private final Map<Class<?>, Set<String>> values = new HashMap<>();

  /**
   * @param answer whether the server writes the value. In this case nullable values must be marked
   *     as such, and enums must have a constant for values that are added later
   */
  Differences(OpenApi api, boolean answer) {
    this.api = api;
    this.answer = answer;
  }

  /** All differences, including enum constants that the document does not contain. */
  List<String> found() {
    List<String> all = new ArrayList<>(found);
    if (answer) {
      values.forEach(
          (type, described) -> {
            Set<String> known = constants(type);
            known.removeAll(described);
            if (!known.isEmpty()) {
              all.add(type.getSimpleName() + " has values that are nowhere: " + known);
            }
          });
    }
    return all;
  }

  /** Components of a record by their names in JSON. */
  static Map<String, RecordComponent> members(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .collect(Collectors.toMap(Differences::name, each -> each, (a, b) -> a, TreeMap::new));
  }

  private static String name(RecordComponent component) {
    JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
    return other == null ? component.getName() : other.value();
  }

  void compare(String where, Type type, JsonNode written) {
    JsonNode schema = api.resolve(written);
    if (type instanceof ParameterizedType generic) {
      boolean list = generic.getRawType() == List.class;
      expect(where, schema, list ? "array" : "object");
      Type of = generic.getActualTypeArguments()[list ? 0 : 1];
      JsonNode each = schema.path(list ? "items" : "additionalProperties");
      if (of == Object.class) {
        check(where + " has values of any kind", each.isEmpty());
      } else {
        compare(where + "[]", of, each);
      }
      return;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      record(where, plain, schema);
    } else if (plain.isEnum()) {
      constants(where, plain, schema);
    } else if (plain == Instant.class) {
      expect(where, schema, "string");
      check(where + " is no time", schema.path("format").asText().equals("date-time"));
    } else if (plain == String.class) {
      expect(where, schema, "string");
      check(where + " is a time", !schema.path("format").asText().equals("date-time"));
    } else if (plain == boolean.class || plain == Boolean.class) {
      expect(where, schema, "boolean");
    } else if (plain == int.class || plain == Integer.class) {
      expect(where, schema, "integer");
      check(where + " is a long", !schema.path("format").asText().equals("int64"));
    } else if (plain == long.class || plain == Long.class) {
      expect(where, schema, "integer");
    } else if (plain == double.class || plain == Double.class || plain == Float.class) {
      expect(where, schema, "number");
    } else {
      found.add(where + " is of a type that no schema has: " + plain);
    }
  }

  private void record(String where, Class<?> type, JsonNode schema) {
    if (!compared.add(type.getName() + System.identityHashCode(schema))) {
      return;
    }
    Map<String, RecordComponent> members = members(type);
    Set<String> described = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(described::add);
    same(where + " has other members than " + type.getSimpleName(), members.keySet(), described);
    members.forEach(
        (name, component) -> {
          JsonNode member = schema.path("properties").path(name);
          if (!member.isMissingNode()) {
            compare(where + "." + name, component.getGenericType(), member);
            nullable(where + "." + name, component, member);
          }
        });
  }

  private void nullable(String where, RecordComponent component, JsonNode schema) {
    boolean mayBeNull = OpenApi.mayBeNull(schema);
    check(
        where + " may be null, but is a primitive",
        !mayBeNull || !component.getType().isPrimitive());
    if (answer) {
      boolean marked = component.getAccessor().isAnnotationPresent(SentAsNull.class);
      check(where + (marked ? " is never null" : " may be null"), marked == mayBeNull);
    }
  }

  private void constants(String where, Class<?> type, JsonNode schema) {
    Set<String> described = new TreeSet<>();
    schema.path("enum").forEach(each -> described.add(each.asText()));
    described.remove("unknown");
    values.computeIfAbsent(type, key -> new TreeSet<>()).addAll(described);
    Set<String> unknown = new TreeSet<>(described);
    unknown.removeAll(constants(type));
    check(
        where + " has values that " + type.getSimpleName() + " has not: " + unknown,
        unknown.isEmpty());
    check(
        where + " has no place for values of a later release",
        !answer
            || Arrays.stream(type.getEnumConstants()).anyMatch(each -> isDefault((Enum<?>) each)));
  }

  /** Constants of an enum, without the one for unknown values. */
  private static Set<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(each -> (Enum<?>) each)
        .filter(each -> !isDefault(each))
        .map(WireName::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isDefault(Enum<?> constant) {
    try {
      return constant
          .getDeclaringClass()
          .getField(constant.name())
          .isAnnotationPresent(JsonEnumDefaultValue.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expect(String where, JsonNode schema, String type) {
    check(
        where + " is of type " + OpenApi.types(schema) + ", not " + type,
        OpenApi.types(schema).contains(type));
  }

  private void same(String what, Set<String> client, Set<String> document) {
    check(what + ": " + client + ", in the document " + document, client.equals(document));
  }

  private void check(String otherwise, boolean holds) {
    if (!holds) {
      found.add(otherwise);
    }
  }
}
