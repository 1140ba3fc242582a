package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutRefused;

/** Answer to an order. */
public sealed interface OrderAnswer {

  /** The order was carried out; {@code state} is the state after it. */
  record Accepted(RolloutChanged state) implements OrderAnswer {}

  /** The order was refused and changed nothing. */
  record Refused(RolloutRefused refusal) implements OrderAnswer {}

  /** The order is in its topic, and has not been answered yet. */
  record Unanswered(String orderId) implements OrderAnswer {}
}
