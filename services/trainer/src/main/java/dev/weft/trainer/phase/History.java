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

  /**
   * The number of the best epoch, the first of equals; -1 if none: the one with the lowest
   * validation loss. Of a phase that begins with what another made, which is its epoch 0, it is the
   * one that is right about most validation images, and of those the one with the lowest loss:
   * smoothed labels and mixed images make answers less sure, which the loss would count as worse.
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

  /** NaN is the largest loss here, so that an epoch that went astray is never the best. */
  private static boolean isBetter(Epoch epoch, Epoch best, boolean byAccuracy) {
    int accuracy =
        byAccuracy ? Double.compare(epoch.validationAccuracy(), best.validationAccuracy()) : 0;
    return accuracy > 0
        || accuracy == 0 && Double.compare(epoch.validationLoss(), best.validationLoss()) < 0;
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
