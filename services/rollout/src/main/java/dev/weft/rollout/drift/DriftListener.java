package dev.weft.rollout.drift;

import dev.weft.events.model.ModelDrifted.Of;

/** Hears what is looked at. Called on the thread that looks. */
@FunctionalInterface
public interface DriftListener {

  /**
   * There were images enough to say how far they have moved.
   *
   * @param index population stability index
   */
  void looked(DriftTarget watched, Of of, double index);
}
