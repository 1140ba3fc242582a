package dev.weft.rollout.judge;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import java.util.Objects;

/**
 * One evaluation of a condition.
 *
 * @param verdict the result
 * @param value measured; NaN if nothing could be measured
 * @param low lower end of its interval; NaN if nothing could be measured
 * @param high upper end
 * @param samples images that it is based on: of the version that has fewer, or those that both have
 * @param paired whether two versions were compared on the same images
 * @param sequential whether the interval holds simultaneously over all evaluations, not only for
 *     this one
 */
public record Reading(
    Verdict verdict,
    double value,
    double low,
    double high,
    long samples,
    boolean paired,
    boolean sequential) {
  public Reading {
    Objects.requireNonNull(verdict, "verdict");
  }
}
