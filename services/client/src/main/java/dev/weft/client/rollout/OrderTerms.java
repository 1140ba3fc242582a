package dev.weft.client.rollout;

/**
 * Precondition and identity of an order.
 *
 * @param revision the revision of the state that the order is based on: refused (412) if the state
 *     has another one; null for any
 * @param id the order's id: repeating it repeats no order; null for a new one
 */
public record OrderTerms(Integer revision, String id) {

  /** A new order, without a precondition. */
  public static final OrderTerms ANY = new OrderTerms(null, null);

  /** A new order based on a revision; null for any. */
  public static OrderTerms revision(Integer revision) {
    return new OrderTerms(revision, null);
  }
}
