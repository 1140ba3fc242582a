package dev.weft.client.rollout;

import java.util.List;
import java.util.Map;

/**
 * Whether an order about a model's versions would be carried out now.
 *
 * @param allowed whether there is a way to give it
 * @param reason why it is refused; null if it is not
 * @param version that it is about if it names none; null if there is none
 * @param versions that it may name; null for an order that names none
 * @param refused published versions that it may not name, with the reason
 */
public record OrderAllowance(
    boolean allowed,
    String reason,
    Integer version,
    List<Integer> versions,
    Map<Integer, String> refused) {}
