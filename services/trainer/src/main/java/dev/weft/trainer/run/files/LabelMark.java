package dev.weft.trainer.run.files;

import java.util.Map;
import java.util.Objects;

/**
 * How far a model's newest training has read the labels.
 *
 * @param trainingId of that training
 * @param position the next offset of each partition
 */
public record LabelMark(String trainingId, Map<Integer, Long> position) {
  public LabelMark {
    Objects.requireNonNull(trainingId, "trainingId");
    position = Map.copyOf(position);
  }
}
