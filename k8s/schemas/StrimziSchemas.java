import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strimzi.crdgenerator.annotations.Maximum;
import io.strimzi.crdgenerator.annotations.Minimum;
import io.strimzi.crdgenerator.annotations.MinimumItems;
import io.strimzi.crdgenerator.annotations.Pattern;
import io.strimzi.crdgenerator.annotations.PresentInVersions;
import io.strimzi.crdgenerator.annotations.RequiredInVersions;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Generates a JSON Schema of Strimzi's kinds from the classes from which Strimzi generates its own
 * definitions: {@code StrimziSchemas ORIGIN CLASS...}. Objects only allow the fields that the class
 * has in version v1.
 */
final class StrimziSchemas {

  private static final String VERSION = "v1";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, ObjectNode> schemas = new TreeMap<>();

  public static void main(String[] args) throws Exception {
    var made = new StrimziSchemas();
    for (String name : List.of(args).subList(1, args.length)) {
      Class<?> kind = Class.forName(name);
      made.schemas.put(
          "kafka.strimzi.io_" + VERSION + "_" + kind.getSimpleName(),
          made.of(made.json.constructType(kind)));
    }
    System.out.println("{\"$comment\":\"" + args[0] + "\",\n\"$defs\":{");
    int left = made.schemas.size();
    for (var schema : made.schemas.entrySet()) {
      String end = --left > 0 ? "," : "";
      System.out.println("\"" + schema.getKey() + "\":" + schema.getValue() + end);
    }
    System.out.println("}}");
  }

  private ObjectNode of(JavaType type) {
    Class<?> raw = type.getRawClass();
    ObjectNode schema = json.createObjectNode();
    if (type.isCollectionLikeType()) {
      schema.put("type", "array").set("items", of(type.getContentType()));
    } else if (type.isMapLikeType()) {
      schema.put("type", "object").set("additionalProperties", of(type.getContentType()));
    } else if (raw.isEnum()) {
      ArrayNode values = schema.putArray("enum");
      Arrays.stream(raw.getEnumConstants()).forEach(one -> values.add(json.valueToTree(one)));
    } else if (raw == String.class) {
      schema.put("type", "string");
    } else if (raw == boolean.class || raw == Boolean.class) {
      schema.put("type", "boolean");
    } else if (raw == float.class || raw == double.class || raw == Double.class) {
      schema.put("type", "number");
    } else if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
      schema.put("type", "integer");
    } else if (raw.getSimpleName().equals("Quantity") || raw.getSimpleName().equals("IntOrString")) {
      schema.putArray("type").add("string").add("integer");
    } else if (raw != Object.class) {
      schema.put("$ref", "#/$defs/" + reference(type));
    }
    return schema;
  }

  private String reference(JavaType type) {
    Class<?> raw = type.getRawClass();
    String name = raw.getName().replace('$', '.');
    if (!schemas.containsKey(name)) {
      schemas.put(name, json.createObjectNode());
      schemas.put(name, object(type));
    }
    return name;
  }

  private ObjectNode object(JavaType type) {
    Class<?> raw = type.getRawClass();
    JsonSubTypes variants = raw.getAnnotation(JsonSubTypes.class);
    ObjectNode schema = json.createObjectNode();
    if (variants != null && Modifier.isAbstract(raw.getModifiers())) {
      ArrayNode choices = schema.putArray("oneOf");
      for (JsonSubTypes.Type variant : variants.value()) {
        ObjectNode choice = fields(json.constructType(variant.value()));
        ((ObjectNode) choice.get("properties")).putObject("type").put("const", variant.name());
        ((ArrayNode) choice.withArray("required")).add("type");
        choices.add(choice);
      }
      return schema;
    }
    return fields(type);
  }

  private ObjectNode fields(JavaType type) {
    ObjectNode schema = json.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    var bean = json.getSerializationConfig().introspect(type);
    for (BeanPropertyDefinition field : bean.findProperties()) {
      AnnotatedMember member = field.getAccessor();
      if (member == null || !isPresent(field, type.getRawClass())) {
        continue;
      }
      ObjectNode value = of(member.getType());
      limit(value, field, type.getRawClass());
      properties.set(field.getName(), value);
      if (isRequired(field, type.getRawClass())) {
        ((ArrayNode) schema.withArray("required")).add(field.getName());
      }
    }
    return schema.put("additionalProperties", false);
  }

  private static boolean isPresent(BeanPropertyDefinition field, Class<?> owner) {
    return annotation(field, owner, PresentInVersions.class)
        .map(versions -> isIn(versions.value()))
        .orElse(true);
  }

  private static boolean isRequired(BeanPropertyDefinition field, Class<?> owner) {
    return annotation(field, owner, JsonProperty.class).map(JsonProperty::required).orElse(false)
        || annotation(field, owner, RequiredInVersions.class)
            .map(versions -> isIn(versions.value()))
            .orElse(false);
  }

  /** Ranges have the form v1beta2, v1alpha1-v1beta2 or v1beta2+; v1 is the newest version. */
  private static boolean isIn(String versions) {
    return versions.endsWith("+") || versions.matches("(.*-)?" + VERSION);
  }

  private static void limit(ObjectNode value, BeanPropertyDefinition field, Class<?> owner) {
    annotation(field, owner, Minimum.class).ifPresent(one -> value.put("minimum", one.value()));
    annotation(field, owner, Maximum.class).ifPresent(one -> value.put("maximum", one.value()));
    annotation(field, owner, MinimumItems.class)
        .ifPresent(one -> value.put("minItems", one.value()));
    annotation(field, owner, Pattern.class).ifPresent(one -> value.put("pattern", one.value()));
  }

  private static <A extends Annotation> Optional<A> annotation(
      BeanPropertyDefinition field, Class<?> owner, Class<A> type) {
    for (AnnotatedElement element : elements(field, owner)) {
      A found = element.getAnnotation(type);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Getter and field; either may have the annotations. */
  private static Collection<AnnotatedElement> elements(
      BeanPropertyDefinition field, Class<?> owner) {
    var elements = new ArrayList<AnnotatedElement>();
    if (field.getGetter() != null) {
      elements.add(field.getGetter().getAnnotated());
    }
    for (Class<?> at = owner; at != Object.class; at = at.getSuperclass()) {
      Arrays.stream(at.getDeclaredFields())
          .filter(one -> one.getName().equals(field.getInternalName()))
          .forEach(elements::add);
    }
    return elements;
  }
}
