package dev.weft.events.image;

import dev.weft.events.Require;

/**
 * A label and its probability.
 *
 * @param label one of the model's classes
 * @param probability after softmax, 0..1
 */
public record Prediction(String label, double probability) {
  public Prediction {
    Require.text("label", label, 1, Integer.MAX_VALUE);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability must be between 0 and 1, but is " + probability);
    }
  }
}
