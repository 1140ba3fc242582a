package dev.weft.gateway.http.rollouts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.weft.events.rollout.RolloutChanged;
import java.util.List;
import java.util.Map;

/**
 * A rollout's state in the stream: the event, and data derived from it.
 *
 * @param droppedClasses classes of the serving version that the candidate does not have
 * @param orders that it allows, see {@link RolloutJson}
 */
record RolloutChangeJson(
    @JsonUnwrapped RolloutChanged state,
    List<String> droppedClasses,
    Map<String, AllowanceJson> orders) {}
