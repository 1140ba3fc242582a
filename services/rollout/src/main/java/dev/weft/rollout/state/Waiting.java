package dev.weft.rollout.state;

import dev.weft.events.RolloutChanged.Cause;
import dev.weft.events.RolloutChanged.Kind;
import dev.weft.events.RolloutChanged.Phase;
import java.time.Instant;
import java.util.Objects;

/** Not every live replica has the candidate. What it answers stays what it is; its clock stands. */
public record Waiting(Standing standing, Trial trial) implements UnderWay {
  public Waiting {
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(trial, "trial");
  }

  /** Every live replica has the candidate. */
  Progressing proceed(Instant now) {
    Standing next =
        standing.decided(
            Cause.of(Kind.REPLICAS, "every live replica has " + trial.ref(standing)), now);
    return new Progressing(next, with(next).trial().saying(null));
  }

  /** The same decision; only what it waits for is another. */
  Waiting saying(String message, Instant now) {
    Standing next = standing.progressed(Cause.of(Kind.REPLICAS, message), now);
    return with(next, trial.saying(message));
  }

  @Override
  public Phase phase() {
    return Phase.WAITING;
  }

  @Override
  public Waiting with(Standing next, Trial changed) {
    return new Waiting(next, changed.delayed(standing.changedAt(), next.changedAt()));
  }
}
