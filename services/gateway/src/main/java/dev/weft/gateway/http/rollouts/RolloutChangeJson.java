package dev.weft.gateway.http.rollouts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.weft.events.rollout.RolloutChanged;
import java.util.List;
import java.util.Map;

/**
 * A rollout's state as subscribers hear it: the event as it came, and what follows from it.
 *
 * @param droppedClasses classes that the serving version knows, and the candidate does not
 * @param orders which orders it allows, see {@link RolloutJson}
 */
record RolloutChangeJson(
    @JsonUnwrapped RolloutChanged state,
    List<String> droppedClasses,
    Map<String, AllowanceJson> orders) {}
