package dev.weft.gateway.http.rollouts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which versions of a model serve, and why. */
@Schema(name = "Rollouts")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RolloutJson(
    @Schema(examples = "clothing") String model,
    @Schema(description = "Revision of the state, incremented with every decision; also the ETag.")
        int revision,
    @Schema(
            nullable = true,
            description =
                "Serving version, which classifies all images that the candidate does not; null if"
                    + " none.")
        Integer serving,
    @Schema(
            description =
                "Whether the model is pinned to its serving version, so that no rollout starts.")
        boolean pinned,
    @Schema(
            description =
                "Versions by alias. `champion` is the serving version, `challenger` the candidate.")
        Map<String, Integer> aliases,
    @Schema(nullable = true, description = "Rollout in progress; null if there is none.")
        RolloutChanged.Rollout rollout,
    @Schema(description = "Classes that the serving version knows and the candidate does not.")
        List<String> droppedClasses,
    @Schema(description = "Policy for future rollouts.") RolloutPolicy policy,
    @Schema(description = "Completed rollouts, most recent first.")
        List<RolloutChanged.Ended> history,
    @Schema(description = "Cause of the current state.") RolloutChanged.Cause cause,
    Instant changedAt,
    List<ReplicaJson> replicas,
    @Schema(
            description =
                "Whether each order would be accepted now, and if not, why: `promote`, `pause`,"
                    + " `resume`, `abort`, `unpin`, `start`, `rollback` and `pin`.")
        Map<String, AllowanceJson> orders,
    @Schema(
            nullable = true,
            description =
                "Live metrics since the canary and shadow percentages last changed; null if there"
                    + " are none.")
        FiguresJson figures,
    FiguresJson lastHour,
    Links links) {

  /** Links to related resources. */
  @Schema(name = "RolloutLinks")
  public record Links(String self, String stream, String versions) {

    public static Links of(String model) {
      String self = path(model);
      return new Links(self, self + "/stream", "/v1/models/" + model + "/versions");
    }
  }

  public static String path(String model) {
    return "/v1/rollouts/" + model;
  }
}
