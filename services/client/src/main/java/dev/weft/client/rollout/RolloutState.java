package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.figures.Figures;
import dev.weft.client.json.SentAsNull;
import dev.weft.client.json.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which versions of a model serve, and why.
 *
 * @param model such as {@code clothing}
 * @param revision counts decisions; also the ETag
 * @param serving the version that answers what the candidate does not; null if none does yet
 * @param pinned whether no rollout begins
 * @param aliases versions by name; champion serves, challenger is the candidate
 * @param rollout the one under way; null if none is
 * @param droppedClasses classes that the serving version knows, and the candidate does not
 * @param policy how versions are rolled out from now on
 * @param history rollouts that have ended, the last first
 * @param cause why it is as it is
 * @param changedAt when it became so
 * @param replicas of the classifiers that serve the model
 * @param orders by their names, such as {@code promote}: which would be carried out now
 * @param figures since weight and shadow are what they are; null without a rollout
 * @param lastHour what versions did in the last hour
 * @param links where to go on
 */
public record RolloutState(
    String model,
    int revision,
    @SentAsNull Integer serving,
    boolean pinned,
    Map<String, Integer> aliases,
    @SentAsNull Rollout rollout,
    List<String> droppedClasses,
    RolloutPolicy policy,
    List<Ended> history,
    Cause cause,
    Instant changedAt,
    List<Replica> replicas,
    Map<String, OrderAllowance> orders,
    @SentAsNull Figures figures,
    Figures lastHour,
    Links links) {

  /** How a rollout ended; empty if it has not, or so long ago that it is no longer known. */
  public Optional<Ended> ended(String rolloutId) {
    return history.stream().filter(it -> it.id().equals(rolloutId)).findFirst();
  }

  /**
   * Paths of the state's own resources, from the server's address on.
   *
   * @param self the state
   * @param stream its server-sent events
   * @param versions the model's versions
   */
  public record Links(String self, String stream, String versions) {}

  /**
   * A rollout that has ended.
   *
   * @param id the rollout's id
   * @param version the candidate
   * @param from the version that served when it began; null if none did
   * @param outcome how it ended
   * @param reason why, for people; null if nothing was said
   * @param startedAt when it began
   * @param endedAt when it ended
   */
  public record Ended(
      String id,
      int version,
      Integer from,
      RolloutOutcome outcome,
      String reason,
      Instant startedAt,
      Instant endedAt) {}

  /**
   * Why the state is what it is.
   *
   * @param kind what made the change
   * @param action of the order; null if it was none
   * @param orderId of the order; null if it was none
   * @param by who ordered; null if nobody or unknown
   * @param reason for people; null if nothing was said
   */
  public record Cause(
      CauseKind kind, RolloutAction action, String orderId, String by, String reason) {}

  /** What made a change. */
  public enum CauseKind {
    ORDER,
    POLICY,
    ANALYSIS,
    REPLICAS,
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
