package dev.weft.gateway.http.rollouts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.weft.events.rollout.RolloutChanged;
import java.util.List;

/**
 * A rollout's state as subscribers hear it: the event as it came, and what follows from it.
 *
 * @param droppedClasses classes that the serving version knows, and the candidate does not
 */
record RolloutChangeJson(@JsonUnwrapped RolloutChanged state, List<String> droppedClasses) {}
