package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutRefused;
import dev.weft.rollout.state.ModelState;
import java.util.Collection;

/**
 * Is notified of what the control loop does, for health checks and metrics. Called on the loop's
 * thread.
 */
public interface ControlListener {

  /**
   * A round of the loop has completed.
   *
   * @param states of the models that this replica owns
   * @param joined whether the group has assigned a partition to this replica
   */
  void round(Collection<ModelState> states, boolean joined);

  /**
   * The loop has failed and is about to be restarted.
   *
   * @param why a message for people
   */
  default void failed(String why) {}

  /** Traces each version; called once. */
  default RolloutTracing tracing() {
    return RolloutTracing.NONE;
  }

  /** A state was committed. */
  default void changed(ModelState before, ModelState after) {}

  /** An order was refused. */
  default void refused(RolloutRefused.Reason reason) {}
}
