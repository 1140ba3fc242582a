package dev.weft.client.rollout;

/**
 * Who gives an order, and why.
 *
 * @param by who; where a key or token is sent, its name is taken instead; null if unknown
 * @param reason for people; cut after 2,000 characters; null for none
 */
public record OrderQuery(String by, String reason) {

  /** Nobody and nothing is named. */
  public static final OrderQuery NONE = new OrderQuery(null, null);
}
