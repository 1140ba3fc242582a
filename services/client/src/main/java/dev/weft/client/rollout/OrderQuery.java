package dev.weft.client.rollout;

/**
 * Who gives an order, and why.
 *
 * @param reason for people; cut after 2,000 characters; null for none
 * @param by who gives the order; replaced by the name of the key or token if the request carries
 *     one; null if unknown
 */
public record OrderQuery(String reason, String by) {

  /** No reason and no name. */
  public static final OrderQuery NONE = new OrderQuery(null, null);
}
