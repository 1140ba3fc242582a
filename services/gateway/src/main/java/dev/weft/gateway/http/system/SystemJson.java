package dev.weft.gateway.http.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.gateway.http.rollouts.ReplicaJson;
import dev.weft.gateway.http.rollouts.RolloutJson;
import dev.weft.gateway.http.trainings.TrainingJson;
import dev.weft.gateway.system.AnsweredCounts;
import dev.weft.gateway.topics.GroupLags;
import dev.weft.gateway.trainings.TrainingView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The system as seen by one gateway. Values that are unknown now are null. */
@Schema(name = "System")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SystemJson(
    Instant at,
    GatewayJson gateway,
    RatesJson answeredPerSecond,
    @Schema(
            nullable = true,
            description = "Number of images without a prediction; null if unknown.")
        Long unanswered,
    @Schema(nullable = true, description = "Number of labeled images; null if unknown.")
        Long labeled,
    List<LagJson> lag,
    @Schema(description = "Classifier replicas.") List<ReplicaJson> replicas,
    List<RolloutJson> rollouts,
    @Schema(description = "Queued and running trainings.") List<TrainingJson> trainings,
    @Schema(description = "Number of rejected images, by reason.") List<RejectionsJson> rejections,
    @Schema(description = "Backing services that the system depends on.") List<GroundJson> ground) {

  /** The responding gateway. */
  @Schema(name = "SystemGateway")
  public record GatewayJson(
      String version,
      Instant startedAt,
      double uptimeSeconds,
      @Schema(nullable = true, description = "Number of gateways that own views; null if unknown.")
          Integer replicas,
      @Schema(enumeration = {"running", "starting", "failed"}) String views,
      @Schema(
              description =
                  "Number of records not yet applied to the views, in the partition that lags"
                      + " furthest.")
          double viewsLagRecords,
      @Schema(description = "Number of open prediction streams.") int liveClients) {}

  /** Images answered per second, including rejected ones. */
  @Schema(name = "SystemRates")
  public record RatesJson(double lastMinute, double lastFiveMinutes) {}

  /** Lag of a service. */
  @Schema(name = "SystemLag")
  public record LagJson(
      @Schema(enumeration = {"classifier", "trainer", "rollout"}) String group,
      String groupId,
      @Schema(
              nullable = true,
              description =
                  "Number of records that the consumer group has not processed; null if unknown.")
          Long records,
      @Schema(nullable = true, description = "Why the number is unknown; null if it is known.")
          String problem) {

    static LagJson of(GroupLags.Lag lag) {
      return new LagJson(lag.group(), lag.groupId(), lag.records(), lag.problem());
    }
  }

  /** A classifier replica according to its last report. */
  @Schema(name = "SystemReplica")
  public record ReplicaJson(
      String model,
      String replica,
      boolean live,
      boolean leaving,
      @Schema(nullable = true) Integer serving,
      @Schema(nullable = true, examples = "onnx-cpu") String engine,
      List<VersionJson> versions,
      Instant observedAt,
      double secondsAgo) {}

  /** A version on a replica. */
  @Schema(name = "SystemReplicaVersion")
  public record VersionJson(
      int version,
      @Schema(
              nullable = true,
              enumeration = {"primary", "canary", "shadow"},
              description = "Role of the version for the replica's images; null if it has none.")
          String role,
      RolloutObserved.State state,
      @Schema(nullable = true) String reason,
      @Schema(nullable = true) Long residentBytes) {

    static VersionJson of(
        ReplicaVersion held, Integer serving, Optional<RolloutChanged.Rollout> rollout) {
      return new VersionJson(
          held.version(),
          role(held.version(), serving, rollout),
          held.state(),
          held.reason(),
          held.residentBytes());
    }

    private static String role(
        Integer version, Integer serving, Optional<RolloutChanged.Rollout> rollout) {
      if (version.equals(serving)) {
        return "primary";
      }
      return rollout
          .filter(candidate -> version.equals(candidate.version()))
          .map(
              candidate ->
                  candidate.weight() > 0 ? "canary" : candidate.shadow() > 0 ? "shadow" : null)
          .orElse(null);
    }
  }

  /** The rollout of a model. */
  @Schema(name = "SystemRollout")
  public record RolloutJson(
      String model,
      @Schema(nullable = true) Integer serving,
      boolean pinned,
      @Schema(
              nullable = true,
              description = "Version that is being rolled out; null if there is none.")
          Integer candidate,
      @Schema(
              nullable = true,
              enumeration = {"waiting", "progressing", "paused"})
          String phase,
      @Schema(description = "Percentage of the images that the candidate classifies.")
          int weightPercent,
      @Schema(
              description =
                  "Percentage of the images that the candidate classifies in shadow, in addition to"
                      + " the serving version.")
          int shadowPercent) {

    static RolloutJson of(RolloutChanged state) {
      Optional<RolloutChanged.Rollout> rollout = Optional.ofNullable(state.rollout());
      return new RolloutJson(
          state.model(),
          state.serving(),
          state.pinned(),
          rollout.map(RolloutChanged.Rollout::version).orElse(null),
          rollout.map(under -> under.phase().code()).orElse(null),
          rollout.map(RolloutChanged.Rollout::weight).orElse(0),
          rollout.map(RolloutChanged.Rollout::shadow).orElse(0));
    }
  }

  /** A training that has not ended. */
  @Schema(name = "SystemTraining")
  public record TrainingJson(
      String id,
      String model,
      @Schema(enumeration = {"queued", "running"}) String state,
      @Schema(nullable = true, examples = "freeze") String phase,
      @Schema(nullable = true) Integer epoch,
      @Schema(
              nullable = true,
              description = "Maximum number of epochs in this phase; null if unknown.")
          Integer epochs,
      Instant requestedAt) {

    static TrainingJson of(TrainingView view) {
      Optional<TrainingProgressed> progress = Optional.ofNullable(view.progress());
      return new TrainingJson(
          view.id(),
          view.model(),
          view.state().code(),
          progress.map(TrainingProgressed::phase).map(phase -> phase.code()).orElse(null),
          progress.map(TrainingProgressed::epoch).orElse(null),
          progress.map(TrainingProgressed::epochs).orElse(null),
          view.requestedAt());
    }
  }

  /** Images that could not be classified. */
  @Schema(name = "SystemRejections")
  public record RejectionsJson(
      @Schema(examples = "not_an_image") String reason,
      long lastHour,
      @Schema(description = "Number of rejected images since the gateway started.")
          long sinceStart) {

    static RejectionsJson of(AnsweredCounts.Rejections rejections) {
      return new RejectionsJson(
          rejections.reason().code(), rejections.lastHour(), rejections.sinceStart());
    }
  }

  /** A system that Weft depends on. */
  @Schema(name = "SystemGround")
  public record GroundJson(
      @Schema(enumeration = {"broker", "store"}) String name,
      boolean reachable,
      @Schema(nullable = true) String problem) {

    static GroundJson of(String name, boolean reachable) {
      return new GroundJson(name, reachable, reachable ? null : "It does not respond.");
    }
  }
}
