package dev.weft.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * An image that was held out of the version's training, with its answer.
 *
 * @param id the image's id
 * @param label index of its label
 * @param scores the version's answer
 * @param serving the answer of the then serving version, with that version's classes; null if there
 *     was none, or it was trained on the image
 * @param tags indices into the table of tags
 */
public record EvaluatedImage(
    String id, int label, TopScores scores, TopScores serving, List<Integer> tags) {
  public EvaluatedImage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scores, "scores");
    tags = List.copyOf(tags);
  }
}
