package dev.weft.client.rollout;

/**
 * Which state an order rests on, and which order it is.
 *
 * @param revision it is refused (412) if the state has another one; null for any state
 * @param id the same id again is the same order; null for a new one
 */
public record OrderTerms(Integer revision, String id) {

  /** A new order, whatever the state is. */
  public static final OrderTerms ANY = new OrderTerms(null, null);

  /** A new order that rests on a revision; null for any. */
  public static OrderTerms revision(Integer revision) {
    return new OrderTerms(revision, null);
  }
}
