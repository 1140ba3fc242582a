package dev.weft.bench.training;

import dev.weft.bench.measure.Spent;
import java.util.List;

/**
 * Epochs that were run and measured, each as long as any other but for noise.
 *
 * @param epochs at least one
 */
record EpochTimes(List<Spent> epochs) {
  EpochTimes {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("no epoch was measured");
    }
  }

  /** All that were measured. */
  Spent measured() {
    return epochs.stream().reduce(Spent.NOTHING, Spent::plus);
  }

  /** As many epochs: measured if they are those that were run, extrapolated otherwise. */
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

  /** Whether something else kept the machine busy at times, so that processor time says more. */
  boolean disturbed() {
    return slowest() > 1.25 * fastest();
  }
}
