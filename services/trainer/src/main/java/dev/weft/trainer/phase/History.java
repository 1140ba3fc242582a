package dev.weft.trainer.phase;

import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of a phase so far. Immutable.
 *
 * @param epochs in order
 */
public record History(List<Epoch> epochs) {
  /** No epochs. */
  public static final History EMPTY = new History(List.of());

  public History {
    epochs = List.copyOf(epochs);
  }

  /** Returns the history with an epoch appended. */
  public History and(Epoch epoch) {
    List<Epoch> more = new ArrayList<>(epochs);
    more.add(epoch);
    return new History(more);
  }

  /**
   * Returns the number of the best epoch, the first if there are several; -1 without epochs. The
   * best epoch is the one with the lowest validation loss. In a phase that continues from another
   * phase's result, which is its epoch 0, it is the one with the highest validation accuracy and,
   * among those, the lowest loss: label smoothing and mixup lower confidences, which the loss alone
   * would count as worse.
   */
  public int best() {
    boolean goesOn = !epochs.isEmpty() && epochs.get(0).number() == 0;
    Epoch best = null;
    for (Epoch epoch : epochs) {
      if (best == null || isBetter(epoch, best, goesOn)) {
        best = epoch;
      }
    }
    return best == null ? -1 : best.number();
  }

  /** NaN sorts as the largest loss, so that a diverged epoch is never the best. */
  private static boolean isBetter(Epoch epoch, Epoch best, boolean byAccuracy) {
    int accuracy =
        byAccuracy ? Double.compare(epoch.validationAccuracy(), best.validationAccuracy()) : 0;
    return accuracy > 0
        || accuracy == 0 && Double.compare(epoch.validationLoss(), best.validationLoss()) < 0;
  }

  /** Returns the number of the last epoch; -1 without epochs. */
  public int last() {
    return epochs.isEmpty() ? -1 : epochs.get(epochs.size() - 1).number();
  }

  /** Whether the last epoch is the best so far. */
  public boolean improved() {
    return best() == last();
  }

  /** Whether this many epochs have passed since the best one, or all epochs are completed. */
  public boolean isOver(int maxEpochs, int patience) {
    return last() >= maxEpochs || (last() > 0 && last() - best() >= patience);
  }
}
