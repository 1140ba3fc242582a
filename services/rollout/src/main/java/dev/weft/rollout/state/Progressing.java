package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Phase;
import java.time.Instant;
import java.util.Objects;

/** The rollout progresses through its steps. */
public record Progressing(ServingState servingState, RolloutProgress progress)
    implements InProgress {
  public Progressing {
    Objects.requireNonNull(servingState, "servingState");
    Objects.requireNonNull(progress, "progress");
  }

  /** Waits, since a live replica lacks the candidate. */
  Waiting await(String message, Instant now) {
    return new Waiting(
        servingState.decided(Cause.of(Kind.REPLICAS, message), now), progress.withMessage(message));
  }

  /** Completes the current step. */
  Progressing step(Cause cause, Instant now) {
    return new Progressing(servingState.decided(cause, now), progress.nextStep(now));
  }

  /** Completes a step that sets the candidate's shares from now on. */
  Progressing expose(int weight, int shadow, Instant now) {
    String reason =
        "%s classifies %d %% of the images, and %d %% as a shadow"
            .formatted(progress.ref(servingState), weight, shadow);
    return new Progressing(
        servingState.decided(Cause.of(Kind.POLICY, reason), now),
        progress.exposed(weight, shadow, now).nextStep(now));
  }

  @Override
  public Phase phase() {
    return Phase.PROGRESSING;
  }

  @Override
  public Progressing with(ServingState next, RolloutProgress changed) {
    return new Progressing(next, changed);
  }
}
