package dev.weft.trainer.phase;

import dev.weft.xception.weights.Weights;
import java.util.Objects;

/**
 * Result of a phase.
 *
 * @param weights the whole network after the best epoch
 * @param history its epochs; empty if the phase had nothing to do
 */
public record PhaseResult(Weights weights, History history) {
  public PhaseResult {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(history, "history");
  }
}
