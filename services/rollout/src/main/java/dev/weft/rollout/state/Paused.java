package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.rolloutrules.Readiness;
import java.time.Instant;
import java.util.Objects;

/** It holds where it is, until a person says what is next; its clock stands. */
public record Paused(ServingState servingState, RolloutProgress progress) implements InProgress {
  public Paused {
    Objects.requireNonNull(servingState, "standing");
    Objects.requireNonNull(progress, "trial");
  }

  /**
   * Goes on, with the next step if this one waits for a person; evidence that was missing is looked
   * for anew.
   *
   * @param readiness whether the live replicas have the candidate
   */
  InProgress resume(Readiness readiness, Cause cause, Instant now) {
    ServingState next = servingState.decided(cause, now);
    RolloutProgress held = with(next).progress();
    RolloutProgress resumed = held.isAtPauseUntilResumed() ? held.nextStep(now) : held.recounted();
    return readiness instanceof Readiness.Ready
        ? new Progressing(next, resumed.saying(null))
        : new Waiting(next, resumed.saying(readiness.detail()));
  }

  @Override
  public Phase phase() {
    return Phase.PAUSED;
  }

  @Override
  public Paused with(ServingState next, RolloutProgress changed) {
    return new Paused(next, changed.delayed(servingState.changedAt(), next.changedAt()));
  }
}
