package dev.weft.rollout.state;

import dev.weft.events.ModelName;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model without a serving version.
 *
 * @param revision 0, unless a decision about the model was made before
 * @param policy of the rollouts that follow its first version
 */
public record Unserved(String model, int revision, RolloutPolicy policy) implements ModelState {
  public Unserved {
    ModelName.require(model);
    Objects.requireNonNull(policy, "policy");
  }

  /** Serves the model's first version at once, since there is no version to compare it with. */
  Idle serve(int version, Instant now) {
    Cause cause = Cause.of(Kind.POLICY, "the first version is served immediately");
    return new Idle(
        new ServingState(
            model,
            revision + 1,
            version,
            false,
            policy,
            List.of(),
            Map.of(),
            version,
            cause,
            now,
            null));
  }

  @Override
  public OptionalInt candidate() {
    return OptionalInt.empty();
  }

  @Override
  public Set<Integer> needed() {
    return Set.of();
  }
}
