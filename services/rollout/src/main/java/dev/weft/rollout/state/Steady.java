package dev.weft.rollout.state;

import dev.weft.events.RolloutChanged;
import dev.weft.events.RolloutChanged.Cause;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/** One version serves, and no rollout is under way. */
public record Steady(Standing standing) implements Served {
  public Steady {
    Objects.requireNonNull(standing, "standing");
  }

  /**
   * Begins to roll a version out as the model's policy says.
   *
   * @throws IllegalArgumentException if it serves already, or is pinned out
   */
  Waiting start(int version, Cause cause, Instant now) {
    if (version == standing.serving() || standing.pinned()) {
      throw new IllegalArgumentException(version + " cannot be rolled out beside " + standing);
    }
    Standing next = standing.considering(version).decided(cause, now);
    return new Waiting(next, Trial.begin(next, version));
  }

  @Override
  public Steady with(Standing next) {
    return new Steady(next);
  }

  @Override
  public OptionalInt candidate() {
    return OptionalInt.empty();
  }

  @Override
  public RolloutChanged event() {
    return standing.event(null);
  }
}
