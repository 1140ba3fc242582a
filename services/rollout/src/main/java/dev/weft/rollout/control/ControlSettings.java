package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of the control loop.
 *
 * @param tick interval between two evaluations of each model
 * @param retentionEvery interval between two searches for removable versions
 * @param policy of models that have no state yet
 * @param orderMaxAge older orders are refused
 * @param backoff between retries after failures of the broker or the store
 */
public record ControlSettings(
    Duration tick,
    Duration retentionEvery,
    RolloutPolicy policy,
    Duration orderMaxAge,
    Backoff backoff) {
  public ControlSettings {
    Objects.requireNonNull(tick, "tick");
    Objects.requireNonNull(retentionEvery, "retentionEvery");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(orderMaxAge, "orderMaxAge");
    if (orderMaxAge.isNegative() || orderMaxAge.isZero()) {
      throw new IllegalArgumentException(
          "weft.rollout.order-max-age must be positive, but is " + orderMaxAge);
    }
    Objects.requireNonNull(backoff, "backoff");
  }
}
