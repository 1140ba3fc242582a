package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutRefused.Reason;
import java.util.Objects;

/** What an order leads to. */
public sealed interface OrderResult {

  /**
   * It is carried out.
   *
   * @param next one revision further
   */
  record Accepted(Served next) implements OrderResult {
    public Accepted {
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * Nothing has changed.
   *
   * @param reason for machines
   * @param detail for people: what was asked, why it cannot be, what to do instead
   */
  record Refused(Reason reason, String detail) implements OrderResult {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
