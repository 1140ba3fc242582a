package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutRefused;
import dev.weft.rollout.state.ModelState;
import java.util.Collection;

/** Hears what the loop does, for health and metrics. Called on its thread. */
public interface ControlListener {

  /**
   * A round is done.
   *
   * @param states of the models that are this replica's to decide about
   * @param joined whether the group has given it a partition
   */
  void round(Collection<ModelState> states, boolean joined);

  /**
   * The loop has ended, and begins again in a moment.
   *
   * @param why for people
   */
  default void failed(String why) {}

  /** Follows each version on its own; asked once. */
  default RolloutTracing follower() {
    return RolloutTracing.NONE;
  }

  /** A state was committed. */
  default void changed(ModelState before, ModelState after) {}

  /** An order was refused. */
  default void refused(RolloutRefused.Reason reason) {}
}
