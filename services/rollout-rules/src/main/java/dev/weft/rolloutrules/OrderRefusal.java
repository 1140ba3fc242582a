package dev.weft.rolloutrules;

import dev.weft.events.rollout.RolloutRefused.Reason;

/**
 * Why an order is refused.
 *
 * @param reason for programs
 * @param detail for people: what is wrong, and what to do instead
 */
public record OrderRefusal(Reason reason, String detail) {}
