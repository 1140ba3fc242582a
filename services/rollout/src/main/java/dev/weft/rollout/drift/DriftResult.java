package dev.weft.rollout.drift;

import dev.weft.events.model.ModelDrifted;
import dev.weft.events.training.TrainingRequested;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a look at a version's live images says. */
sealed interface DriftResult {

  /** Population stability index; empty if there are too few images. */
  OptionalDouble shift();

  /**
   * There are too few images to say anything.
   *
   * @param images that there are
   */
  record TooFew(long images) implements DriftResult {
    @Override
    public OptionalDouble shift() {
      return OptionalDouble.empty();
    }
  }

  /**
   * Nothing new: no drift, one that has been said already, or one that is about to end.
   *
   * @param index population stability index
   */
  record Unchanged(double index) implements DriftResult {
    @Override
    public OptionalDouble shift() {
      return OptionalDouble.of(index);
    }
  }

  /**
   * The index rose above the threshold.
   *
   * @param event that says so
   * @param training that is to be requested; empty if the policy wants none
   */
  record Begun(ModelDrifted event, Optional<TrainingRequested> training) implements DriftResult {
    @Override
    public OptionalDouble shift() {
      return OptionalDouble.of(event.index());
    }
  }

  /**
   * The index fell well below the threshold.
   *
   * @param index population stability index
   */
  record Ended(double index) implements DriftResult {
    @Override
    public OptionalDouble shift() {
      return OptionalDouble.of(index);
    }
  }
}
