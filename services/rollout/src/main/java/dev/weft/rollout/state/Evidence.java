package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutCondition;
import dev.weft.rollout.judge.Reading;

/** Measures what a candidate does to live images, compared with the serving version. */
@FunctionalInterface
public interface Evidence {

  /**
   * Measures a condition on the images since the candidate's current shares took effect.
   *
   * @param servingState names the model and the serving version
   * @param progress names the candidate, its shares and since when they hold
   */
  Reading reading(ServingState servingState, RolloutProgress progress, RolloutCondition condition);

  /** Whether measurements are complete; until then they miss images that were classified before. */
  default boolean isKnown() {
    return true;
  }
}
