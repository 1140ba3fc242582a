package dev.weft.client.rollout;

import java.util.List;

/**
 * Every model's state.
 *
 * @param rollouts one for each model that has a state
 */
public record RolloutList(List<RolloutState> rollouts) {}
