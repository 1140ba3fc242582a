package dev.weft.trainer.report;

import java.util.Objects;

/**
 * The epochs of both phases.
 *
 * @param freeze training of the head alone; epochs from 1
 * @param fineTune training of the end of the base with the head; epochs from 0, which is its
 *     initial state
 */
public record Curves(Curve freeze, Curve fineTune) {
  public Curves {
    Objects.requireNonNull(freeze, "freeze");
    Objects.requireNonNull(fineTune, "fineTune");
  }
}
