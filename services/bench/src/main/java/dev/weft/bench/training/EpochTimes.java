package dev.weft.bench.training;

import dev.weft.bench.measure.Spent;
import java.util.List;

/**
 * Measured epochs, which all take equally long except for noise.
 *
 * @param epochs times of the measured epochs, at least one
 */
record EpochTimes(List<Spent> epochs) {
  EpochTimes {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("no epochs were measured");
    }
  }

  /** Returns the total of the measured epochs. */
  Spent measured() {
    return epochs.stream().reduce(Spent.NOTHING, Spent::plus);
  }

  /** Returns the time of this many epochs, extrapolated if a different number was measured. */
  Spent of(int count) {
    return measured().times((double) count / epochs.size());
  }

  boolean extrapolated(int count) {
    return count != epochs.size();
  }

  double fastest() {
    return epochs.stream().mapToDouble(Spent::seconds).min().orElseThrow();
  }

  double slowest() {
    return epochs.stream().mapToDouble(Spent::seconds).max().orElseThrow();
  }

  /**
   * Whether other load disturbed the measurement at times, so that processor time is more reliable.
   */
  boolean disturbed() {
    return slowest() > 1.25 * fastest();
  }
}
