package dev.weft.client.rollout;

/**
 * Who gives an order, and why.
 *
 * @param reason for people; cut after 2,000 characters; null for none
 * @param by who; where a key or token is sent, its name is taken instead; null if unknown
 */
public record OrderQuery(String reason, String by) {

  /** Nobody and nothing is named. */
  public static final OrderQuery NONE = new OrderQuery(null, null);
}
