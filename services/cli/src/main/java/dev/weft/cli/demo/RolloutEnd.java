package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;

/**
 * What became of a version's rollout.
 *
 * @param version the candidate
 * @param outcome such as {@code promoted} or {@code rolled-back}
 * @param reason for people
 * @param seconds from the publication on
 */
record RolloutEnd(int version, String outcome, String reason, double seconds) {

  /**
   * From the state in which it has ended.
   *
   * @param ended the rollout's entry in the state's history
   */
  static RolloutEnd of(int version, JsonNode ended, double seconds) {
    return new RolloutEnd(
        version, ended.path("outcome").asText("unknown"), ended.path("reason").asText(""), seconds);
  }

  boolean promoted() {
    return outcome.equals("promoted");
  }

  boolean rolledBack() {
    return outcome.equals("rolled-back");
  }

  ObjectNode toJson() {
    return Json.object()
        .put("version", version)
        .put("outcome", outcome)
        .put("reason", reason)
        .put("seconds", Json.rounded(seconds, 3));
  }
}
