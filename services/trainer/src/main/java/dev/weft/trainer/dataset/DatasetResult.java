package dev.weft.trainer.dataset;

import java.util.List;
import java.util.Objects;

/** What came of the labels. */
public sealed interface DatasetResult {

  /** There is something to train on. */
  record Ready(Dataset dataset) implements DatasetResult {
    public Ready {
      Objects.requireNonNull(dataset, "dataset");
    }
  }

  /**
   * There is not.
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
