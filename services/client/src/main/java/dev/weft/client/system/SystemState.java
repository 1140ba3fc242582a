package dev.weft.client.system;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.image.Role;
import dev.weft.client.json.SentAsNull;
import dev.weft.client.json.WireName;
import dev.weft.client.rollout.LoadState;
import dev.weft.client.rollout.RolloutPhase;
import dev.weft.client.training.TrainingState;
import java.time.Instant;
import java.util.List;

/**
 * The whole system: what is answered, what waits, what serves, who runs.
 *
 * @param at when it was so
 * @param gateway who answered
 * @param answeredPerSecond how fast
 * @param unanswered images without an answer; null while not known
 * @param labeled images with a label; null while not known
 * @param lag of each consumer group
 * @param replicas of the classifiers
 * @param rollouts one for each model
 * @param trainings queued and running
 * @param rejections for each reason that there was
 * @param ground what the system rests on
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
   * The gateway that answered.
   *
   * @param version of Weft
   * @param startedAt when
   * @param uptimeSeconds since then
   * @param replicas gateways that own views; null if not known
   * @param views whether it can answer from its views
   * @param viewsLagRecords records to be merged into the views, furthest partition
   * @param liveClients open streams of predictions
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
   * What the system rests on.
   *
   * @param name {@code broker} or {@code store}
   * @param reachable whether it answers
   * @param problem why not; null if it does
   */
  public record Backend(String name, boolean reachable, @SentAsNull String problem) {}

  /**
   * What waits for a consumer group.
   *
   * @param group {@code classifier}, {@code trainer} or {@code rollout}
   * @param groupId the group's id in Kafka
   * @param records that wait for it; null if not known
   * @param problem why that is not known; null if there is none
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
   * @param sinceStart of the gateway
   */
  public record Rejections(String reason, long lastHour, long sinceStart) {}

  /**
   * A replica of the classifier.
   *
   * @param model that it serves
   * @param replica its name
   * @param live whether a rollout waits for it
   * @param leaving whether it said that this was its last word
   * @param serving the version that it answers with; null before the first
   * @param engine such as {@code onnx-cpu}; null if there is none
   * @param versions what it holds, or tries to
   * @param observedAt when it said so, by its own clock
   * @param secondsAgo since the gateway heard it
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
   * @param role what it does for the replica's images; null for nothing
   * @param state how the replica is with it
   * @param reason why it failed, was refused or has not begun to load; else null
   * @param residentBytes of memory that it holds, roughly; null if not known
   */
  public record ReplicaVersion(
      int version,
      @SentAsNull Role role,
      LoadState state,
      @SentAsNull String reason,
      @SentAsNull Long residentBytes) {}

  /**
   * A model's versions, in short.
   *
   * @param model its name
   * @param serving the version that serves; null if none does yet
   * @param pinned whether no rollout begins
   * @param candidate the version that is being rolled out; null if there is none
   * @param phase of the rollout; null if none is under way
   * @param weightPercent per cent of the images that the candidate answers
   * @param shadowPercent per cent of the images that it classifies beside the serving version
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
   * A training that waits or runs.
   *
   * @param id its id
   * @param model whose next version it makes
   * @param state queued or running
   * @param phase such as {@code freeze}; null before the first
   * @param epoch of the phase, from 1; null if it has none
   * @param epochs of the phase, at most; null if it has none
   * @param requestedAt when
   */
  public record Training(
      String id,
      String model,
      TrainingState state,
      @SentAsNull String phase,
      @SentAsNull Integer epoch,
      @SentAsNull Integer epochs,
      Instant requestedAt) {}

  /** Whether a gateway can answer from its views. */
  public enum Views {
    RUNNING,
    STARTING,
    FAILED,
    /** One that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    @Override
    @JsonValue
    public String toString() {
      return WireName.of(this);
    }
  }
}
