package dev.weft.rollout.drift;

import dev.weft.events.model.ModelDrifted.Of;

/** Is notified of each evaluation of drift. Called on the evaluating thread. */
@FunctionalInterface
public interface DriftListener {

  /**
   * A version was evaluated on enough images to compute an index.
   *
   * @param index population stability index
   */
  void evaluated(DriftTarget watched, Of of, double index);
}
