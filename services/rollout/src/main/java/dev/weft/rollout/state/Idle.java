package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/** One version serves, and no rollout is under way. */
public record Idle(ServingState servingState) implements Served {
  public Idle {
    Objects.requireNonNull(servingState, "servingState");
  }

  /**
   * Starts the rollout of a version by the model's policy.
   *
   * @throws IllegalArgumentException if it serves already, or the model is pinned
   */
  Waiting start(int version, Cause cause, Instant now) {
    if (version == servingState.serving() || servingState.pinned()) {
      throw new IllegalArgumentException(
          version + " cannot be rolled out in the state " + servingState);
    }
    ServingState next = servingState.considering(version).decided(cause, now);
    return new Waiting(next, RolloutProgress.begin(next, version));
  }

  @Override
  public Idle with(ServingState next) {
    return new Idle(next);
  }

  @Override
  public OptionalInt candidate() {
    return OptionalInt.empty();
  }

  @Override
  public RolloutChanged event() {
    return servingState.event(null);
  }
}
