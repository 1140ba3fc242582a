package dev.weft.gateway.http;

import dev.weft.gateway.http.TrainingJson.RecipeJson;
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

  static TrainingBody parse(String json) {
    return StrictJson.read(json, TrainingBody.class);
  }
}
