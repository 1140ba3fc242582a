package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.rolloutrules.Readiness;
import java.time.Instant;
import java.util.Objects;

/** The rollout is paused until a person decides how to continue; its clock stands still. */
public record Paused(ServingState servingState, RolloutProgress progress) implements InProgress {
  public Paused {
    Objects.requireNonNull(servingState, "servingState");
    Objects.requireNonNull(progress, "progress");
  }

  /**
   * Resumes the rollout, with the next step if the current one waits for a person; inconclusive
   * measurements are counted from 0 again.
   *
   * @param readiness whether the live replicas have the candidate
   */
  InProgress resume(Readiness readiness, Cause cause, Instant now) {
    ServingState next = servingState.decided(cause, now);
    RolloutProgress held = with(next).progress();
    RolloutProgress resumed = held.isAtPauseUntilResumed() ? held.nextStep(now) : held.recounted();
    return readiness instanceof Readiness.Ready
        ? new Progressing(next, resumed.withMessage(null))
        : new Waiting(next, resumed.withMessage(readiness.detail()));
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
