package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Phase;
import java.time.Instant;
import java.util.Objects;

/** Not every live replica has the candidate. What it answers stays what it is; its clock stands. */
public record Waiting(ServingState servingState, RolloutProgress progress) implements InProgress {
  public Waiting {
    Objects.requireNonNull(servingState, "standing");
    Objects.requireNonNull(progress, "trial");
  }

  /** Every live replica has the candidate. */
  Progressing proceed(Instant now) {
    ServingState next =
        servingState.decided(
            Cause.of(Kind.REPLICAS, "every live replica has " + progress.ref(servingState)), now);
    return new Progressing(next, with(next).progress().saying(null));
  }

  /** The same decision; only what it waits for is another. */
  Waiting saying(String message, Instant now) {
    ServingState next = servingState.progressed(Cause.of(Kind.REPLICAS, message), now);
    return with(next, progress.saying(message));
  }

  @Override
  public Phase phase() {
    return Phase.WAITING;
  }

  @Override
  public Waiting with(ServingState next, RolloutProgress changed) {
    return new Waiting(next, changed.delayed(servingState.changedAt(), next.changedAt()));
  }
}
