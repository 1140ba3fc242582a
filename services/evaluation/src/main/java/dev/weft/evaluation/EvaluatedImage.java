package dev.weft.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * An image that the version had not learned from when it was asked.
 *
 * @param id image id
 * @param label index of the class that it shows
 * @param scores the version's most probable classes
 * @param serving those of the version that served then, by its own classes; null if none did, or it
 *     had learned from the image
 * @param tags indexes into the table of tags
 */
public record EvaluatedImage(
    String id, int label, TopScores scores, TopScores serving, List<Integer> tags) {
  public EvaluatedImage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scores, "scores");
    tags = List.copyOf(tags);
  }
}
