package dev.weft.client.rollout;

/**
 * The version, reason and author of an order.
 *
 * @param version required for start and aliases, optional for rollback and pin; null for none
 * @param reason for people; cut after 2,000 characters; null for none
 * @param by who gives the order; replaced by the name of the key or token if the request carries
 *     one; null if unknown
 */
public record RolloutOrder(Integer version, String reason, String by) {}
