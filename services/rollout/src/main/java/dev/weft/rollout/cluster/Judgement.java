package dev.weft.rollout.cluster;

import dev.weft.events.rollout.RolloutCondition;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.judge.interval.PairedLabels;

/** Evaluates figures against a condition. Pure. */
@FunctionalInterface
public interface Judgement {

  /**
   * Evaluates a condition once.
   *
   * @param confidence of the interval that decides, above 0.5 and below 1
   * @param pairs labeled images that both versions classified
   */
  Reading judge(
      RolloutCondition condition,
      double confidence,
      MeasuredFigures candidate,
      MeasuredFigures serving,
      PairedLabels pairs);
}
