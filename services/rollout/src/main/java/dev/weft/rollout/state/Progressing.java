package dev.weft.rollout.state;

import dev.weft.events.RolloutChanged.Cause;
import dev.weft.events.RolloutChanged.Kind;
import dev.weft.events.RolloutChanged.Phase;
import java.time.Instant;
import java.util.Objects;

/** The steps go on. */
public record Progressing(Standing standing, Trial trial) implements UnderWay {
  public Progressing {
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(trial, "trial");
  }

  /** A live replica lacks the candidate. */
  Waiting await(String message, Instant now) {
    return new Waiting(
        standing.decided(Cause.of(Kind.REPLICAS, message), now), trial.saying(message));
  }

  /** The step is done. */
  Progressing step(Cause cause, Instant now) {
    return new Progressing(standing.decided(cause, now), trial.nextStep(now));
  }

  /** The step is done, and said what the candidate's shares are from now on. */
  Progressing expose(int weight, int shadow, Instant now) {
    String reason =
        "%s answers %d %% of the images and shadows %d %%"
            .formatted(trial.ref(standing), weight, shadow);
    return new Progressing(
        standing.decided(Cause.of(Kind.POLICY, reason), now),
        trial.exposed(weight, shadow, now).nextStep(now));
  }

  @Override
  public Phase phase() {
    return Phase.PROGRESSING;
  }

  @Override
  public Progressing with(Standing next, Trial changed) {
    return new Progressing(next, changed);
  }
}
