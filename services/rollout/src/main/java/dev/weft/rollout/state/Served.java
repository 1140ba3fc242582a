package dev.weft.rollout.state;

import dev.weft.events.RolloutChanged;
import java.util.Set;

/** A model with a version that serves. */
public sealed interface Served extends ModelState permits Steady, UnderWay {

  /** What holds with or without a rollout. */
  Standing standing();

  /** The same state but for what holds with or without a rollout. */
  Served with(Standing next);

  /** The record that tells it all, which {@link ModelState#of} reads. */
  RolloutChanged event();

  @Override
  default String model() {
    return standing().model();
  }

  @Override
  default int revision() {
    return standing().revision();
  }

  @Override
  default Set<Integer> needed() {
    return standing().needed();
  }
}
