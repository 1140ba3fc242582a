package dev.weft.trainer.report;

import java.util.Objects;

/**
 * How both phases went.
 *
 * @param freeze the head alone was trained; epochs from 1
 * @param fineTune the end of the base was trained with it; epochs from 0, which is its start
 */
public record Curves(Curve freeze, Curve fineTune) {
  public Curves {
    Objects.requireNonNull(freeze, "freeze");
    Objects.requireNonNull(fineTune, "fineTune");
  }
}
