package dev.weft.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.rollout.RolloutOutcome;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.Json;
import java.util.Optional;

/**
 * How a version's rollout ended.
 *
 * @param version the candidate
 * @param outcome how it ended
 * @param reason the reason, for people
 * @param seconds time since the publication in seconds
 */
record RolloutEnd(int version, RolloutOutcome outcome, String reason, double seconds) {

  /**
   * Reads the end from a rollout state.
   *
   * @param ended the rollout's entry in the state's history; empty if it is no longer in the
   *     history
   */
  static RolloutEnd of(int version, Optional<RolloutState.Ended> ended, double seconds) {
    return new RolloutEnd(
        version,
        ended.map(RolloutState.Ended::outcome).orElse(RolloutOutcome.UNKNOWN),
        ended.map(RolloutState.Ended::reason).orElse(""),
        seconds);
  }

  boolean promoted() {
    return outcome == RolloutOutcome.PROMOTED;
  }

  boolean rolledBack() {
    return outcome == RolloutOutcome.ROLLED_BACK;
  }

  ObjectNode toJson() {
    return Json.object()
        .put("version", version)
        .put("outcome", outcome.toString())
        .put("reason", reason)
        .put("seconds", Json.rounded(seconds, 3));
  }
}
