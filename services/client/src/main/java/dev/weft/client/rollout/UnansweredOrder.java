package dev.weft.client.rollout;

/**
 * An order that was published, but that no rollout service has answered in time.
 *
 * @param orderId its Idempotency-Key
 * @param model the model's name
 * @param action such as {@code promote}
 * @param detail for people: what to do
 */
public record UnansweredOrder(String orderId, String model, String action, String detail) {}
