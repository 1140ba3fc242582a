package dev.weft.rollout.drift;

import dev.weft.events.ModelDrifted;
import dev.weft.events.TrainingRequested;
import java.util.Optional;

/** What a look at a version's live images says. */
sealed interface Look {

  /**
   * There are too few images to say anything.
   *
   * @param images that there are
   */
  record TooFew(long images) implements Look {}

  /**
   * Nothing new: no drift, one that has been said already, or one that is about to end.
   *
   * @param index population stability index
   */
  record Unchanged(double index) implements Look {}

  /**
   * The index rose above the threshold.
   *
   * @param event that says so
   * @param training that is to be requested; empty if the policy wants none
   */
  record Begun(ModelDrifted event, Optional<TrainingRequested> training) implements Look {}

  /**
   * The index fell well below the threshold.
   *
   * @param index population stability index
   */
  record Ended(double index) implements Look {}
}
