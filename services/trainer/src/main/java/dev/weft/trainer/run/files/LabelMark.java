package dev.weft.trainer.run.files;

import java.util.Map;
import java.util.Objects;

/**
 * The position in the labels' topic that a model's newest training has used.
 *
 * @param trainingId the training's id
 * @param position the next offset of each partition
 */
public record LabelMark(String trainingId, Map<Integer, Long> position) {
  public LabelMark {
    Objects.requireNonNull(trainingId, "trainingId");
    position = Map.copyOf(position);
  }
}
