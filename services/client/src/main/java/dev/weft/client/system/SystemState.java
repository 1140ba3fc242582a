package dev.weft.client.system;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.image.ServingRole;
import dev.weft.client.json.SentAsNull;
import dev.weft.client.json.WireName;
import dev.weft.client.rollout.LoadState;
import dev.weft.client.rollout.RolloutPhase;
import dev.weft.client.training.TrainingState;
import java.time.Instant;
import java.util.List;

/**
 * The state of the whole system.
 *
 * @param at when the state was determined
 * @param gateway the gateway that responded
 * @param answeredPerSecond throughput
 * @param unanswered images without an answer; null while unknown
 * @param labeled images with a label; null while unknown
 * @param lag the lag of each consumer group
 * @param replicas classifier replicas
 * @param rollouts one for each model
 * @param trainings queued and running ones
 * @param rejections counts by reason
 * @param ground the broker and the object store
 */
public record SystemState(
    Instant at,
    Gateway gateway,
    Rates answeredPerSecond,
    @SentAsNull Long unanswered,
    @SentAsNull Long labeled,
    List<Lag> lag,
    List<Replica> replicas,
    List<Rollout> rollouts,
    List<Training> trainings,
    List<Rejections> rejections,
    List<Backend> ground) {

  /**
   * The gateway that responded.
   *
   * @param version the version of Weft
   * @param startedAt when the gateway started
   * @param uptimeSeconds seconds since then
   * @param replicas number of gateways that own views; null if unknown
   * @param views whether its views are available
   * @param viewsLagRecords records not yet applied to the views, of the partition that lags most
   * @param liveClients number of open prediction streams
   */
  public record Gateway(
      String version,
      Instant startedAt,
      double uptimeSeconds,
      @SentAsNull Integer replicas,
      Views views,
      double viewsLagRecords,
      int liveClients) {}

  /**
   * A backend of the system.
   *
   * @param name {@code broker} or {@code store}
   * @param reachable whether it responds
   * @param problem why it does not; null if it does
   */
  public record Backend(String name, boolean reachable, @SentAsNull String problem) {}

  /**
   * Lag of a consumer group.
   *
   * @param group {@code classifier}, {@code trainer} or {@code rollout}
   * @param groupId the group's id in Kafka
   * @param records not yet consumed; null if unknown
   * @param problem why the lag is unknown; null for none
   */
  public record Lag(
      String group, String groupId, @SentAsNull Long records, @SentAsNull String problem) {}

  /**
   * Answers per second.
   *
   * @param lastMinute of the last minute
   * @param lastFiveMinutes of the last five minutes
   */
  public record Rates(double lastMinute, double lastFiveMinutes) {}

  /**
   * Rejected images, by reason.
   *
   * @param reason such as {@code not_an_image}
   * @param lastHour in the last hour
   * @param sinceStart since the gateway started
   */
  public record Rejections(String reason, long lastHour, long sinceStart) {}

  /**
   * A classifier replica.
   *
   * @param model the model that it serves
   * @param replica its name
   * @param live whether the replica counts as live, so that rollouts wait for it
   * @param leaving whether the replica reported that it is shutting down
   * @param serving the version that it serves; null before the first
   * @param engine such as {@code onnx-cpu}; null if there is none
   * @param versions the versions that it has loaded or tries to load
   * @param observedAt when the replica sent the report, by the replica's clock
   * @param secondsAgo age of the report in seconds, since the gateway received it
   */
  public record Replica(
      String model,
      String replica,
      boolean live,
      boolean leaving,
      @SentAsNull Integer serving,
      @SentAsNull String engine,
      List<ReplicaVersion> versions,
      Instant observedAt,
      double secondsAgo) {}

  /**
   * A version on a replica.
   *
   * @param version the version's number, from 1
   * @param role its role on the replica; null for none
   * @param state whether the replica has loaded the version
   * @param reason why it failed, was refused or has not begun to load; else null
   * @param residentBytes approximate memory of the version, in bytes; null if unknown
   */
  public record ReplicaVersion(
      int version,
      @SentAsNull ServingRole role,
      LoadState state,
      @SentAsNull String reason,
      @SentAsNull Long residentBytes) {}

  /**
   * Summary of a model's rollout state.
   *
   * @param model its name
   * @param serving the version that serves; null if none does yet
   * @param pinned whether the model is pinned, so that no rollout starts
   * @param candidate the version that is being rolled out; null if there is none
   * @param phase the phase of the rollout; null if there is none
   * @param weightPercent percentage of images that the candidate answers
   * @param shadowPercent percentage of images that it classifies as a shadow of the serving version
   */
  public record Rollout(
      String model,
      @SentAsNull Integer serving,
      boolean pinned,
      @SentAsNull Integer candidate,
      @SentAsNull RolloutPhase phase,
      int weightPercent,
      int shadowPercent) {}

  /**
   * A queued or running training.
   *
   * @param id its id
   * @param model the model whose next version it produces
   * @param state queued or running
   * @param phase such as {@code freeze}; null before the first
   * @param epoch current epoch of the phase, from 1; null if the phase has none
   * @param epochs maximum number of epochs of the phase; null if it has none
   * @param requestedAt when it was requested
   */
  public record Training(
      String id,
      String model,
      TrainingState state,
      @SentAsNull String phase,
      @SentAsNull Integer epoch,
      @SentAsNull Integer epochs,
      Instant requestedAt) {}

  /** Whether a gateway's views are available. */
  public enum Views {
    RUNNING,
    STARTING,
    FAILED,
    /** A value that this client does not know, sent by a newer server. */
    @JsonEnumDefaultValue
    UNKNOWN;

    @Override
    @JsonValue
    public String toString() {
      return WireName.of(this);
    }
  }
}
