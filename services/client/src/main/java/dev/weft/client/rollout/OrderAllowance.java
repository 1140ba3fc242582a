package dev.weft.client.rollout;

import java.util.List;
import java.util.Map;

/**
 * Whether an order about a model's versions would be carried out now.
 *
 * @param allowed whether the order is possible for at least one version
 * @param reason why it would be refused; null if it is allowed
 * @param version the version that it applies to if it names none; null if there is no such version
 * @param versions the versions that it may name; empty for an order that names none
 * @param refused published versions that it may not name, each with the reason
 */
public record OrderAllowance(
    boolean allowed,
    String reason,
    Integer version,
    List<Integer> versions,
    Map<Integer, String> refused) {}
