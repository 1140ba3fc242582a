package dev.weft.rollout.judge;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import java.util.Objects;

/**
 * One measurement of a condition.
 *
 * @param verdict what it says
 * @param value that was measured; NaN if nothing could be
 * @param low lower end of its confidence interval; NaN if nothing could be measured
 * @param high upper end
 * @param samples images that it rests on: of the version that has fewer
 */
public record Reading(Verdict verdict, double value, double low, double high, long samples) {
  public Reading {
    Objects.requireNonNull(verdict, "verdict");
  }
}
