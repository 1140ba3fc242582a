package dev.weft.trainer.dataset;

import java.util.List;
import java.util.Objects;

/** Result of building a data set. */
public sealed interface DatasetResult {

  /** The data set was built. */
  record Ready(TrainingDataset dataset) implements DatasetResult {
    public Ready {
      Objects.requireNonNull(dataset, "dataset");
    }
  }

  /**
   * The labels are not sufficient for a data set.
   *
   * @param reason for people: what is missing, and how much of it
   * @param leftOut every image that was left out
   */
  record Refused(String reason, List<Excluded> leftOut) implements DatasetResult {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      leftOut = List.copyOf(leftOut);
    }
  }
}
