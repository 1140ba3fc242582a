package dev.weft.trainer.report;

import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.History;
import java.util.List;

/**
 * The epochs of a phase.
 *
 * @param best number of the epoch whose weights were kept; null without any epoch
 * @param epochs in order; empty if there was no such phase
 */
public record Curve(Integer best, List<Epoch> epochs) {
  static final Curve NONE = of(History.EMPTY);

  public Curve {
    epochs = List.copyOf(epochs);
  }

  public static Curve of(History history) {
    return new Curve(history.epochs().isEmpty() ? null : history.best(), history.epochs());
  }
}
