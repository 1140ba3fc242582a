package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.InvalidRequestException.invalid;
import static dev.weft.classifier.protocol.InvalidRequestException.tooLarge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.weft.events.Excerpt;
import dev.weft.events.json.JsonComplaint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses {@code $inference_request}. Uses a streaming parser, since a tensor in JSON has a quarter
 * of a million numbers per image. Fields that the specification does not define are ignored. Not
 * thread-safe.
 */
final class RequestJson {

  private static final int MOST_TENSORS = 16;
  private static final int MOST_DIMENSIONS = 8;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(MOST_DIMENSIONS + 4)
                  .build())
          .build();

  private static final Map<JsonToken, String> NAMES =
      Map.of(
          JsonToken.START_OBJECT, "an object",
          JsonToken.START_ARRAY, "an array",
          JsonToken.VALUE_STRING, "a string",
          JsonToken.VALUE_NUMBER_INT, "an integer");

  private final JsonParser json;
  private final int maxStrings;
  private String id;
  private Map<String, Object> parameters = Map.of();
  private List<RequestDocument.Input> inputs;
  private List<RequestDocument.Output> outputs = List.of();

  private RequestJson(JsonParser json, int maxStrings) {
    this.json = json;
    this.maxStrings = maxStrings;
  }

  /**
   * Parses an object.
   *
   * @param length of the object, from the body's first byte on
   * @param maxStrings limit of elements in a tensor of strings
   */
  static RequestDocument read(byte[] body, int length, int maxStrings) {
    try (JsonParser json = JSON.createParser(body, 0, length)) {
      return new RequestJson(json, maxStrings).read();
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
      throw invalid(
          "the request is not JSON%s: %s", at < 0 ? "" : " at byte " + at, JsonComplaint.of(e));
    } catch (IOException e) {
      // With all bytes in memory this can only be invalid UTF-8.
      throw invalid("the request is not JSON in UTF-8: %s", Excerpt.cut(e.getMessage(), 200));
    }
  }

  private RequestDocument read() throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "the request");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = text("id");
        case "parameters" -> parameters = parameters("parameters");
        case "inputs" -> inputs = list("inputs", this::input);
        case "outputs" -> outputs = list("outputs", this::output);
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw invalid(
          "there is data after the request's JSON object; binary data requires the header "
              + RequestReader.HEADER);
    }
    if (inputs == null) {
      throw invalid("the request has no inputs");
    }
    return new RequestDocument(id, parameters, inputs, outputs);
  }

  /** Reads one element of a list, from its START_OBJECT to its END_OBJECT. */
  private interface Element<T> {
    T read(String where) throws IOException;
  }

  private <T> List<T> list(String where, Element<T> element) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY, where);
    List<T> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String each = where + "[" + list.size() + "]";
      if (list.size() == MOST_TENSORS) {
        throw invalid("%s has more than %d tensors", where, MOST_TENSORS);
      }
      expect(json.currentToken(), JsonToken.START_OBJECT, each);
      list.add(element.read(each));
    }
    return list;
  }

  private RequestDocument.Input input(String where) throws IOException {
    String name = null;
    String datatype = null;
    List<Long> shape = null;
    Map<String, Object> given = Map.of();
    RequestDocument.Data data = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "name" -> name = text(where + ".name");
        case "datatype" -> datatype = text(where + ".datatype");
        case "shape" -> shape = shape(where + ".shape");
        case "parameters" -> given = parameters(where + ".parameters");
        case "data" -> data = data(where + ".data");
        default -> json.skipChildren();
      }
    }
    require(name, where, "name");
    require(datatype, where, "datatype");
    require(shape, where, "shape");
    return new RequestDocument.Input(name, datatype, shape, given, data);
  }

  private RequestDocument.Output output(String where) throws IOException {
    String name = null;
    Map<String, Object> given = Map.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "name" -> name = text(where + ".name");
        case "parameters" -> given = parameters(where + ".parameters");
        default -> json.skipChildren();
      }
    }
    require(name, where, "name");
    return new RequestDocument.Output(name, given);
  }

  private List<Long> shape(String where) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY, where);
    List<Long> shape = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, where);
      if (shape.size() == MOST_DIMENSIONS) {
        throw invalid("%s has more than %d dimensions", where, MOST_DIMENSIONS);
      }
      shape.add(json.getLongValue());
    }
    return shape;
  }

  /** Accepts nested and flat arrays, since the order of the elements is the same. */
  private RequestDocument.Data data(String where) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY, where);
    var numbers = new Floats();
    var strings = new ArrayList<String>();
    for (int depth = 1; depth > 0; ) {
      JsonToken token = json.nextToken();
      switch (token) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers.add(json.getFloatValue());
        case VALUE_STRING -> {
          if (strings.size() == maxStrings) {
            throw tooLarge("%s has more than %d elements", where, maxStrings);
          }
          strings.add(json.getText());
        }
        default ->
            throw invalid("%s must contain only numbers or strings, but contains %s", where, token);
      }
    }
    return new RequestDocument.Data(numbers, strings);
  }

  private Map<String, Object> parameters(String where) throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, where);
    Map<String, Object> given = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      switch (token) {
        case VALUE_STRING -> given.put(name, json.getText());
        case VALUE_NUMBER_INT -> given.put(name, json.getLongValue());
        case VALUE_NUMBER_FLOAT -> given.put(name, json.getDoubleValue());
        case VALUE_TRUE, VALUE_FALSE -> given.put(name, json.getBooleanValue());
        default ->
            throw invalid(
                "%s.%s must be a string, a number or a boolean", where, Excerpt.cut(name, 80));
      }
    }
    return given;
  }

  private String text(String where) throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_STRING, where);
    return json.getText();
  }

  private static void expect(JsonToken is, JsonToken wanted, String where) {
    if (is != wanted) {
      throw invalid(
          "%s must be %s, but is %s", where, NAMES.get(wanted), is == null ? "missing" : name(is));
    }
  }

  private static String name(JsonToken token) {
    return NAMES.getOrDefault(
        token, token == JsonToken.VALUE_NUMBER_FLOAT ? "a fraction" : "something else");
  }

  private static void require(Object value, String where, String field) {
    if (value == null) {
      throw invalid("%s has no %s", where, field);
    }
  }
}
