package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged;
import java.util.Set;

/** A model with a version that serves. */
public sealed interface Served extends ModelState permits Idle, InProgress {

  /** The part of the state that does not depend on a rollout. */
  ServingState servingState();

  /** The same state with another serving state. */
  Served with(ServingState next);

  /** The event that contains the whole state, from which {@link ModelState#of} restores it. */
  RolloutChanged event();

  @Override
  default String model() {
    return servingState().model();
  }

  @Override
  default int revision() {
    return servingState().revision();
  }

  @Override
  default Set<Integer> needed() {
    return servingState().needed();
  }
}
