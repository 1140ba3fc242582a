package dev.weft.gateway.labels;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A label that is probably wrong according to a training's report.
 *
 * @param imageId id of the image
 * @param label of the image at that time
 * @param likelier the most likely label
 * @param probability of that, 0..1
 * @param labelProbability of the image's label, 0..1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Doubt(
    String imageId, String label, String likelier, double probability, double labelProbability) {

  /** Degree of doubt, 0..1; comparable with the score of an image without a label. */
  public double score() {
    return Math.max(0, Math.min(1, probability - labelProbability));
  }
}
