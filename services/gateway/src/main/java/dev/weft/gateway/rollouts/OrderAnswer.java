package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutRefused;

/** What became of an order. */
public sealed interface OrderAnswer {

  /** It was carried out, and this is the state since then. */
  record Accepted(RolloutChanged state) implements OrderAnswer {}

  /** It was not, and nothing has changed. */
  record Refused(RolloutRefused refusal) implements OrderAnswer {}

  /** Nobody has answered yet; it lies in its topic. */
  record Unanswered(String orderId) implements OrderAnswer {}
}
