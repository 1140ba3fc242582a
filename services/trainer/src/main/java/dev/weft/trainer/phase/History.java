package dev.weft.trainer.phase;

import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of a phase so far. Immutable.
 *
 * @param epochs in order
 */
public record History(List<Epoch> epochs) {
  /** Nothing yet. */
  public static final History EMPTY = new History(List.of());

  public History {
    epochs = List.copyOf(epochs);
  }

  /** One epoch more. */
  public History and(Epoch epoch) {
    List<Epoch> more = new ArrayList<>(epochs);
    more.add(epoch);
    return new History(more);
  }

  /** The number of the epoch with the lowest validation loss, the first of equals; -1 if none. */
  public int best() {
    Epoch best = null;
    for (Epoch epoch : epochs) {
      // NaN is the largest here, so that an epoch that went astray is never the best.
      if (best == null || Double.compare(epoch.validationLoss(), best.validationLoss()) < 0) {
        best = epoch;
      }
    }
    return best == null ? -1 : best.number();
  }

  /** The number of the last epoch; -1 if there is none. */
  public int last() {
    return epochs.isEmpty() ? -1 : epochs.get(epochs.size() - 1).number();
  }

  /** Whether the last epoch is the best so far. */
  public boolean improved() {
    return best() == last();
  }

  /** Whether so many epochs have passed since the best, or all of them are done. */
  public boolean isOver(int maxEpochs, int patience) {
    return last() >= maxEpochs || (last() > 0 && last() - best() >= patience);
  }
}
