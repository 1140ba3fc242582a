package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutCondition;
import dev.weft.rollout.judge.Reading;

/** What a candidate does to live images, compared to the version that serves. */
@FunctionalInterface
public interface Evidence {

  /**
   * Measures a condition on what the candidate did since its shares are what they are.
   *
   * @param servingState names the model and the version that serves
   * @param progress names the candidate, its shares and since when they hold
   */
  Reading reading(ServingState servingState, RolloutProgress progress, RolloutCondition condition);
}
