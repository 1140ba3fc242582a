package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged;
import java.util.Set;

/** A model with a version that serves. */
public sealed interface Served extends ModelState permits Idle, InProgress {

  /** What holds with or without a rollout. */
  ServingState servingState();

  /** The same state but for what holds with or without a rollout. */
  Served with(ServingState next);

  /** The record that tells it all, which {@link ModelState#of} reads. */
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
