package dev.weft.client.rollout;

/**
 * What is to be done with a version, why, and who says so.
 *
 * @param version start and aliases need one, rollback and pin take one; null for none
 * @param reason for people; cut after 2,000 characters; null for none
 * @param by who orders it; where a key or token is sent, its name is taken instead; null if unknown
 */
public record RolloutOrder(Integer version, String reason, String by) {}
