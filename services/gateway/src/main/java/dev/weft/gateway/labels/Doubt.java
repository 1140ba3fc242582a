package dev.weft.gateway.labels;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A label that is probably wrong, as a training's report has it.
 *
 * @param imageId which image
 * @param label that it had
 * @param likelier what it probably shows
 * @param probability of that, 0..1
 * @param labelProbability of the label, 0..1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Doubt(
    String imageId, String label, String likelier, double probability, double labelProbability) {

  /** 0..1, more is more doubtful: comparable with what a label of an image without one is worth. */
  public double score() {
    return Math.max(0, Math.min(1, probability - labelProbability));
  }
}
