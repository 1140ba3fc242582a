package dev.weft.gateway.explain;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ObjectRef;
import java.util.Objects;

/**
 * What to explain.
 *
 * @param image its object
 * @param model the version
 * @param label the class; null for the one that the version predicts
 */
public record ExplanationRequest(ObjectRef image, ModelRef model, String label) {
  public ExplanationRequest {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(model, "model");
  }
}
