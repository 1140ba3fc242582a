package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import java.util.OptionalInt;
import java.util.Set;

/** The decided state of a model. Immutable; a transition returns the next state. */
public sealed interface ModelState permits Unserved, Served {

  /** The model's name. */
  String model();

  /** Number of decisions so far; 0 if there was none. */
  int revision();

  /** The candidate of the rollout in progress; empty if there is none. */
  OptionalInt candidate();

  /** Versions that must stay in the store. */
  Set<Integer> needed();

  /** Restores a state from the event that {@link Served#event} creates. */
  static ModelState of(RolloutChanged event) {
    if (event.serving() == null) {
      return new Unserved(event.model(), event.revision(), event.policy());
    }
    ServingState servingState = ServingState.of(event);
    Rollout rollout = event.rollout();
    if (rollout == null) {
      return new Idle(servingState);
    }
    RolloutProgress progress = RolloutProgress.of(rollout);
    return switch (rollout.phase()) {
      case WAITING -> new Waiting(servingState, progress);
      case PROGRESSING -> new Progressing(servingState, progress);
      case PAUSED -> new Paused(servingState, progress);
    };
  }
}
