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
 * @param revision number of the decision; also the ETag
 * @param serving the version that answers all images that the candidate does not; null if there is
 *     none yet
 * @param pinned whether the model is pinned, so that no rollout starts
 * @param aliases versions by alias; {@code champion} is the serving version, {@code challenger} the
 *     candidate
 * @param rollout the rollout in progress; null if there is none
 * @param droppedClasses classes of the serving version that the candidate lacks
 * @param policy the policy for future rollouts
 * @param history ended rollouts, newest first
 * @param cause what caused the last change
 * @param changedAt when it last changed
 * @param replicas the replicas of the classifiers that serve the model
 * @param orders allowance of orders by action, such as {@code promote}: whether the order would be
 *     carried out now
 * @param figures figures since weight or shadow last changed; null without a rollout
 * @param lastHour figures of the last hour
 * @param links paths of related resources
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

  /** Returns how a rollout ended; empty if it has not, or is no longer in the history. */
  public Optional<Ended> ended(String rolloutId) {
    return history.stream().filter(it -> it.id().equals(rolloutId)).findFirst();
  }

  /**
   * Paths of the state's resources, relative to the server's address.
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
   * @param from the version that served when it started; null if none did
   * @param outcome how it ended
   * @param reason why, for people; null for none
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
   * What caused the state's last change.
   *
   * @param kind the kind of the cause
   * @param action the order's action; null if the cause is no order
   * @param orderId the order's id; null if the cause is no order
   * @param by who gave the order; null if unknown or no order
   * @param reason for people; null for none
   */
  public record Cause(
      CauseKind kind, RolloutAction action, String orderId, String by, String reason) {}

  /** Kinds of causes of a change. */
  public enum CauseKind {
    ORDER,
    POLICY,
    ANALYSIS,
    REPLICAS,
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
