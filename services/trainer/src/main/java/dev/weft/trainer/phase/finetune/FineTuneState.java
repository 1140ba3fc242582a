package dev.weft.trainer.phase.finetune;

import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.Histories;
import dev.weft.trainer.phase.History;
import dev.weft.xception.training.Tail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The checkpoints of a fine-tuning: the network after the last and after the best epoch, and the
 * history, which is written last and determines which of them are valid.
 */
final class FineTuneState {
  private static final String HISTORY = "fine-tune.json";

  private final Checkpoints checkpoints;
  private final Tail tail;

  FineTuneState(Checkpoints checkpoints, Tail tail) {
    this.checkpoints = checkpoints;
    this.tail = tail;
  }

  /** Restores the tail to the last checkpoint; does nothing if there is none. */
  History resume() {
    History history = Histories.open(checkpoints, HISTORY).orElse(History.EMPTY);
    if (history.last() >= 0) {
      restore(history.last());
    }
    return history;
  }

  /** Saves the tail after the last epoch. */
  void save(History before, History now) {
    checkpoints.save(name(now.last()), tail::save);
    Histories.save(checkpoints, HISTORY, now);
    for (int old : new int[] {before.last(), before.best()}) {
      if (old >= 0 && old != now.best() && old != now.last()) {
        checkpoints.delete(name(old));
      }
    }
  }

  /** Restores the tail to its state after the best epoch. */
  void restoreBest(History history) {
    restore(history.best());
  }

  private void restore(int epoch) {
    InputStream kept =
        checkpoints
            .open(name(epoch))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the checkpoint " + name(epoch) + " no longer exists"));
    try (kept) {
      tail.restore(kept);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + name(epoch) + " cannot be read", e);
    }
  }

  private static String name(int epoch) {
    return "fine-tune-%d.tail".formatted(epoch);
  }
}
