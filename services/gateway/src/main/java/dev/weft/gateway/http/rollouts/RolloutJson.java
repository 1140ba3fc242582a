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
    @Schema(description = "counts decisions; also the ETag") int revision,
    @Schema(nullable = true, description = "the version that answers what the candidate does not")
        Integer serving,
    @Schema(description = "whether no rollout begins") boolean pinned,
    @Schema(description = "versions by name; champion serves, challenger is the candidate")
        Map<String, Integer> aliases,
    @Schema(nullable = true, description = "the one under way") RolloutChanged.Rollout rollout,
    @Schema(description = "classes that the serving version knows, and the candidate does not")
        List<String> droppedClasses,
    @Schema(description = "how versions are rolled out from now on") RolloutPolicy policy,
    @Schema(description = "rollouts that have ended, the last first")
        List<RolloutChanged.Ended> history,
    @Schema(description = "why it is as it is") RolloutChanged.Cause cause,
    Instant changedAt,
    List<ReplicaJson> replicas,
    @Schema(
            description =
                "promote, pause, resume, abort, unpin, start, rollback and pin: whether the order"
                    + " would be carried out now, and if not, why")
        Map<String, AllowanceJson> orders,
    @Schema(nullable = true, description = "since weight and shadow are what they are")
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
