package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import java.util.Objects;

/**
 * A state with its offset.
 *
 * @param offset in its topic, which grows within a model and is the same on every replica
 * @param state of the model
 */
public record RolloutAt(long offset, RolloutChanged state) {
  public RolloutAt {
    Objects.requireNonNull(state, "state");
  }
}
