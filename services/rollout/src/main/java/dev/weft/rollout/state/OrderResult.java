package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutRefused.Reason;
import java.util.Objects;

/** The result of an order. */
public sealed interface OrderResult {

  /**
   * The order is carried out.
   *
   * @param next the next state, with the next revision
   */
  record Accepted(Served next) implements OrderResult {
    public Accepted {
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * The order is refused and changes nothing.
   *
   * @param reason for programs
   * @param detail for people: what was asked, why it is refused, what to do instead
   */
  record Refused(Reason reason, String detail) implements OrderResult {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
