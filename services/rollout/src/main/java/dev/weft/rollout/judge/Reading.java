package dev.weft.rollout.judge;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import java.util.Objects;

/**
 * One measurement of a condition.
 *
 * @param verdict what it says
 * @param value that was measured; NaN if nothing could be
 * @param low lower end of its interval; NaN if nothing could be measured
 * @param high upper end
 * @param samples images that it rests on: of the version that has fewer, or that both have
 * @param paired whether two versions were compared on the same images
 * @param sequential whether the interval holds at all looks at once, not only at this one
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
