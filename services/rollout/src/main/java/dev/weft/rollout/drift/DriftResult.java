package dev.weft.rollout.drift;

import dev.weft.events.model.ModelDrifted;
import dev.weft.events.training.TrainingRequested;
import java.util.Optional;
import java.util.OptionalDouble;

/** Result of evaluating the live images of a version. */
sealed interface DriftResult {

  /** Population stability index; empty if there are too few images. */
  OptionalDouble shift();

  /**
   * There are too few images to evaluate.
   *
   * @param images number of images
   */
  record TooFew(long images) implements DriftResult {
    @Override
    public OptionalDouble shift() {
      return OptionalDouble.empty();
    }
  }

  /**
   * No change: no drift, one that has been reported already, or one whose index has not yet fallen
   * far enough.
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
   * @param event to publish
   * @param training to request; empty if the policy does not ask for one
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
