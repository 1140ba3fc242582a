package dev.weft.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.events.Excerpt;
import dev.weft.gateway.http.TrainingJson.RecipeJson;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client wants trained.
 *
 * @param model its name; null for the gateway's default
 * @param parent the version to train on from; null for the one that serves
 * @param recipe what differs from the trainer's defaults; null for nothing
 */
@Schema(name = "TrainingRequest")
public record TrainingBody(
    @Schema(nullable = true, examples = "clothing") String model,
    @Schema(nullable = true) Integer parent,
    @Schema(nullable = true) RecipeJson recipe) {

  /** A misspelt setting would train for an hour with another recipe than was meant. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  static TrainingBody parse(String json) {
    if (json == null || json.isBlank()) {
      return new TrainingBody(null, null, null);
    }
    try {
      TrainingBody body = STRICT.readValue(json, TrainingBody.class);
      return body == null ? new TrainingBody(null, null, null) : body;
    } catch (UnrecognizedPropertyException e) {
      throw Parameters.bad("There is no setting %s.", path(e));
    } catch (JsonMappingException e) {
      throw Parameters.bad(
          "%s: %s.", path(e).isEmpty() ? "The body" : path(e), firstLine(e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      throw Parameters.bad("The body is not JSON: %s.", firstLine(e.getOriginalMessage()));
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null)
        .map(name -> Excerpt.cut(name, 80))
        .collect(Collectors.joining("."));
  }

  private static String firstLine(String text) {
    return Excerpt.cut(text.lines().findFirst().orElse(""), 200);
  }
}
