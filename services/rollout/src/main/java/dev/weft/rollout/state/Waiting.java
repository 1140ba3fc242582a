package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Phase;
import java.time.Instant;
import java.util.Objects;

/**
 * The rollout waits until every live replica has the candidate. The candidate's shares stay as they
 * are; the step's clock stands still.
 */
public record Waiting(ServingState servingState, RolloutProgress progress) implements InProgress {
  public Waiting {
    Objects.requireNonNull(servingState, "servingState");
    Objects.requireNonNull(progress, "progress");
  }

  /** Proceeds, since every live replica has the candidate. */
  Progressing proceed(Instant now) {
    ServingState next =
        servingState.decided(
            Cause.of(Kind.REPLICAS, "all live replicas have loaded " + progress.ref(servingState)),
            now);
    return new Progressing(next, with(next).progress().withMessage(null));
  }

  /** The same decision with another message about what it waits for. */
  Waiting withMessage(String message, Instant now) {
    ServingState next = servingState.progressed(Cause.of(Kind.REPLICAS, message), now);
    return with(next, progress.withMessage(message));
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
