package dev.weft.gateway.http.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.weft.events.Excerpt;
import dev.weft.events.json.JsonComplaint;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parses bodies strictly: a misspelled setting that is ignored would train for an hour, or roll out
 * for a day, with other values than intended.
 */
public final class StrictJson {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();

  private static final JsonMapper TOLERANT =
      STRICT.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final Pattern VALUE = Pattern.compile("value \\(\"(.*?)\"\\)", Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");

  private StrictJson() {}

  /**
   * Parses a body whose unknown fields are ignored. Throws a problem that names an invalid field.
   *
   * @return null for an empty body
   */
  public static <T> T readKnownFields(String json, Class<T> type) {
    return json == null || json.isBlank() ? null : read(TOLERANT, json, type);
  }

  /**
   * Parses a body; an empty one is an empty object. Throws a problem that names an invalid field.
   */
  public static <T> T read(String json, Class<T> type) {
    T body = read(STRICT, json == null || json.isBlank() ? "{}" : json, type);
    return body == null ? read(STRICT, "{}", type) : body;
  }

  private static <T> T read(JsonMapper mapper, String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (UnrecognizedPropertyException e) {
      throw Parameters.bad("The setting %s does not exist.", path(e));
    } catch (JsonMappingException e) {
      throw Parameters.bad("%s: %s.", path(e).isEmpty() ? "The body" : path(e), reason(e));
    } catch (JsonProcessingException e) {
      throw Parameters.bad("The body is not JSON: %s.", JsonComplaint.of(e));
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(Excerpt.cut(step.getFieldName(), 80));
      }
    }
    return path.toString();
  }

  private static String reason(JsonMappingException e) {
    // Messages of records' constructors are written for people.
    if (e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
      return Excerpt.cut(refused.getMessage(), 500);
    }
    if (e.getCause() instanceof NullPointerException missing) {
      // The name of a component, rather than a message of the JVM.
      return missing.getMessage() != null && NAME.matcher(missing.getMessage()).matches()
          ? missing.getMessage() + " is missing"
          : "must not be null";
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      return "must be one of %s, but is %s"
          .formatted(names(wrong.getTargetType()), Excerpt.of(String.valueOf(wrong.getValue())));
    }
    if (e instanceof MismatchedInputException wrong && !isTrailing(wrong)) {
      return "must be " + kind(wrong.getTargetType()) + value(wrong);
    }
    return JsonComplaint.of(e);
  }

  private static boolean isTrailing(MismatchedInputException e) {
    return e.getTargetType() == null || e.getOriginalMessage().startsWith("Trailing token");
  }

  private static String kind(Class<?> type) {
    if (type == String.class) {
      return "a text";
    } else if (type == Integer.class || type == Long.class) {
      return "a whole number";
    } else if (type == Double.class) {
      return "a number";
    } else if (type == Boolean.class) {
      return "true or false";
    } else if (Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return "an object";
  }

  private static String value(MismatchedInputException e) {
    Matcher named = VALUE.matcher(e.getOriginalMessage());
    return named.find() ? ", but is " + Excerpt.of(named.group(1)) : "";
  }

  private static String names(Class<?> type) {
    List<?> values = Arrays.asList(type.getEnumConstants());
    return values.stream()
        .map(value -> STRICT.convertValue(value, String.class))
        .collect(Collectors.joining(", "));
  }
}
