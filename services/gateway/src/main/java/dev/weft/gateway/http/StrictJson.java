package dev.weft.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.events.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bodies in which a misspelt setting must not be passed over: it would train for an hour, or roll
 * out for a day, with something else than was meant.
 */
final class StrictJson {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private StrictJson() {}

  /**
   * Reads a body; none is an empty object. Throws the problem that it finds, which names the field.
   */
  static <T> T read(String json, Class<T> type) {
    try {
      T body = STRICT.readValue(json == null || json.isBlank() ? "{}" : json, type);
      return body == null ? STRICT.readValue("{}", type) : body;
    } catch (UnrecognizedPropertyException e) {
      throw Parameters.bad("There is no setting %s.", path(e));
    } catch (JsonMappingException e) {
      throw Parameters.bad("%s: %s.", path(e).isEmpty() ? "The body" : path(e), reason(e));
    } catch (JsonProcessingException e) {
      throw Parameters.bad("The body is not JSON: %s.", firstLine(e.getOriginalMessage()));
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
    // What a record's constructor refuses, it says for people.
    if (e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
      return Excerpt.cut(refused.getMessage(), 500);
    }
    if (e.getCause() instanceof NullPointerException missing && missing.getMessage() != null) {
      return missing.getMessage() + " is missing";
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      return "must be one of %s, but is %s"
          .formatted(names(wrong.getTargetType()), Excerpt.of(String.valueOf(wrong.getValue())));
    }
    return firstLine(e.getOriginalMessage());
  }

  private static String names(Class<?> type) {
    List<?> values = Arrays.asList(type.getEnumConstants());
    return values.stream()
        .map(value -> STRICT.convertValue(value, String.class))
        .collect(Collectors.joining(", "));
  }

  private static String firstLine(String text) {
    return Excerpt.cut(text.lines().findFirst().orElse(""), 200);
  }
}
