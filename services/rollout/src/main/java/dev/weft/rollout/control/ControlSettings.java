package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.Objects;

/**
 * How the loop goes.
 *
 * @param tick how often each model is looked at
 * @param retentionEvery how often old versions are looked for
 * @param policy of models that have no state yet
 * @param orderMaxAge older orders are refused
 * @param backoff between attempts at what is the broker's or the store's fault
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
