package dev.weft.gateway.http.models;

import dev.weft.events.rollout.RolloutChanged;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Current role of a version.
 *
 * @param aliases of the version, sorted
 * @param serving whether it answers what a candidate does not
 * @param candidate whether it is being rolled out
 */
public record VersionStatus(List<String> aliases, boolean serving, boolean candidate) {

  /**
   * @param state of the model; empty if it has none
   */
  public static VersionStatus of(int version, Optional<RolloutChanged> state) {
    return state
        .map(
            known ->
                new VersionStatus(
                    aliases(version, known),
                    Integer.valueOf(version).equals(known.serving()),
                    known.rollout() != null && known.rollout().version() == version))
        .orElseGet(() -> new VersionStatus(List.of(), false, false));
  }

  private static List<String> aliases(int version, RolloutChanged state) {
    return state.aliases().entrySet().stream()
        .filter(alias -> alias.getValue() == version)
        .map(Map.Entry::getKey)
        .toList();
  }
}
