package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.events.Excerpt;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import dev.weft.events.model.VersionAlias;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which versions of a model serve, and why. Schema: {@code rollout-changed.v1}. The last record of
 * a model holds its complete state; there is one writer at a time.
 *
 * @param model the model's name, see {@link ModelName}
 * @param revision number of the decision, from 1; a record with the same revision as its
 *     predecessor only updates measurements and replicas
 * @param serving the version that answers all images that the candidate does not; null before the
 *     first
 * @param pinned whether the model is pinned, so that no rollout starts
 * @param policy the policy for future rollouts
 * @param rollout the rollout in progress; null if there is none
 * @param history ended rollouts, newest first, at most {@value #HISTORY}
 * @param aliases versions by alias, {@code champion} and {@code challenger} included; at most
 *     {@value #MAX_ALIASES} others
 * @param considered the newest version that the policy has considered; 0 before the first
 * @param cause the cause of this change
 * @param changedAt when the state changed
 * @param lastOrder position of the last order that this or an earlier writer has processed: it and
 *     all earlier orders of the model are answered; null for none
 */
public record RolloutChanged(
    String model,
    Integer revision,
    Integer serving,
    Boolean pinned,
    RolloutPolicy policy,
    Rollout rollout,
    List<Ended> history,
    Map<String, Integer> aliases,
    Integer considered,
    Cause cause,
    Instant changedAt,
    OrderPosition lastOrder)
    implements WeftEvent {

  /** Number of ended rollouts that are kept. */
  public static final int HISTORY = 20;

  /**
   * Maximum number of aliases of a model's versions, in addition to {@code champion} and {@code
   * challenger}.
   */
  public static final int MAX_ALIASES = 100;

  private static final int MAX_TEXT = 2000;
  private static final int MAX_ENDED_TEXT = 500;
  private static final int ALL = 100;

  public RolloutChanged {
    ModelName.require(model);
    Objects.requireNonNull(revision, "revision");
    Require.atLeast("revision", revision, 1);
    Require.atLeast("serving", serving, 1);
    pinned = pinned != null && pinned;
    policy = policy == null ? RolloutPolicy.DEFAULT : policy;
    history = history == null ? List.of() : List.copyOf(history);
    if (history.size() > HISTORY) {
      history = List.copyOf(history.subList(0, HISTORY));
    }
    aliases = checked(aliases);
    considered = considered == null ? 0 : considered;
    Require.atLeast("considered", considered, 0);
    Objects.requireNonNull(cause, "cause");
    Require.moment("changedAt", changedAt);
  }

  private static Map<String, Integer> checked(Map<String, Integer> aliases) {
    var sorted = new TreeMap<>(aliases == null ? Map.<String, Integer>of() : aliases);
    long chosen = sorted.keySet().stream().filter(alias -> !VersionAlias.isReserved(alias)).count();
    if (chosen > MAX_ALIASES) {
      throw new IllegalArgumentException(
          "a model must have at most "
              + MAX_ALIASES
              + " aliases besides champion and challenger, but has "
              + chosen
              + "; remove one");
    }
    sorted.forEach(
        (alias, version) -> {
          VersionAlias.require(alias);
          if (version == null) {
            throw new IllegalArgumentException("alias " + alias + " has no version");
          }
          Require.atLeast("version of alias " + alias, version, 1);
        });
    return Collections.unmodifiableMap(sorted);
  }

  @Override
  public String key() {
    return model;
  }

  @Override
  public Instant occurredAt() {
    return changedAt;
  }

  @Override
  public String identity() {
    return model + "/" + revision + "/" + changedAt;
  }

  /**
   * Position of an order in the topic of rollout requests.
   *
   * @param partition the partition, from 0
   * @param offset the record's offset
   */
  public record OrderPosition(Integer partition, Long offset) {
    public OrderPosition {
      Objects.requireNonNull(partition, "partition");
      Objects.requireNonNull(offset, "offset");
      Require.atLeast("partition", partition, 0);
      Require.atLeast("offset", offset, 0);
    }
  }

  /** Phase of a rollout. */
  public enum Phase {
    /**
     * Not every live replica has loaded the candidate: weights stay unchanged and no step advances.
     */
    WAITING,
    /** Its steps advance. */
    PROGRESSING,
    /** It stays at its current step until a person decides. */
    PAUSED;

    /** The name in events, such as {@code waiting}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A rollout in progress.
   *
   * @param id its id; together with an image's id it decides whether the candidate gets the image
   * @param version the candidate
   * @param from the version that served when it began; null if none did
   * @param phase its phase
   * @param step index of the current step, from 0; the number of steps if all are done
   * @param steps its steps
   * @param analysis the conditions that the candidate must meet
   * @param weight percentage of images that the candidate answers
   * @param shadow percentage of images that it classifies as a shadow of the serving version
   * @param startedAt when it began
   * @param stepAt when the step began
   * @param exposedAt when weight or shadow last changed; measurements start there
   * @param message for people: what it waits for, or why it is paused; null for none
   * @param measured each condition's newest measurement
   */
  public record Rollout(
      String id,
      Integer version,
      Integer from,
      Phase phase,
      Integer step,
      List<RolloutStep> steps,
      RolloutPolicy.Analysis analysis,
      Integer weight,
      Integer shadow,
      Instant startedAt,
      Instant stepAt,
      Instant exposedAt,
      String message,
      List<Measured> measured) {
    public Rollout {
      ImageId.require(id);
      Objects.requireNonNull(version, "version");
      Require.atLeast("version", version, 1);
      Require.atLeast("from", from, 1);
      Objects.requireNonNull(phase, "phase");
      steps = steps == null ? List.of() : List.copyOf(steps);
      step = step == null ? 0 : step;
      if (step < 0 || step > steps.size()) {
        throw new IllegalArgumentException(
            "step must be in 0.." + steps.size() + ", but is " + step);
      }
      Objects.requireNonNull(analysis, "analysis");
      weight = perCent("weight", weight);
      shadow = perCent("shadow", shadow);
      Require.moment("startedAt", startedAt);
      Require.moment("stepAt", stepAt);
      Require.moment("exposedAt", exposedAt);
      message = message == null ? null : Excerpt.cut(message, MAX_TEXT);
      measured = measured == null ? List.of() : List.copyOf(measured);
    }

    private static Integer perCent(String name, Integer value) {
      int share = value == null ? 0 : value;
      if (share < 0 || share > ALL) {
        throw new IllegalArgumentException(name + " must be between 0 and 100, but is " + share);
      }
      return share;
    }
  }

  /** Result of a measurement against a condition. */
  public enum Verdict {
    SUCCESSFUL,
    FAILED,
    INCONCLUSIVE;

    /** The name in events, such as {@code successful}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A condition's newest measurement, and counts of earlier ones.
   *
   * @param metric the condition's metric
   * @param successCondition the condition's expression
   * @param verdict the verdict of the newest measurement
   * @param value the measured value; null if nothing could be measured
   * @param low lower bound of its confidence interval
   * @param high upper bound
   * @param samples sample size, in images
   * @param paired whether both versions were compared on the same images; false if null
   * @param sequential whether the interval is valid for all measurements together (a confidence
   *     sequence), not only for this one; false if null
   * @param failures measurements that failed since the rollout began
   * @param inconclusive consecutive inconclusive measurements
   * @param successes consecutive successful measurements
   * @param at when it was measured
   * @param estimated the condition's {@code estimated}
   */
  public record Measured(
      RolloutMetric metric,
      String successCondition,
      Verdict verdict,
      Double value,
      Double low,
      Double high,
      Long samples,
      Boolean paired,
      Boolean sequential,
      Integer failures,
      Integer inconclusive,
      Integer successes,
      Instant at,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean estimated) {
    public Measured {
      Objects.requireNonNull(metric, "metric");
      Require.text("successCondition", successCondition, 1, RolloutCondition.MAX_EXPRESSION);
      Objects.requireNonNull(verdict, "verdict");
      value = finite(value);
      low = finite(low);
      high = finite(high);
      samples = samples == null ? 0 : samples;
      paired = paired != null && paired;
      sequential = sequential != null && sequential;
      failures = failures == null ? 0 : failures;
      inconclusive = inconclusive == null ? 0 : inconclusive;
      successes = successes == null ? 0 : successes;
      Require.atLeast("samples", samples, 0);
      Require.atLeast("failures", failures, 0);
      Require.atLeast("inconclusive", inconclusive, 0);
      Require.atLeast("successes", successes, 0);
      Require.moment("at", at);
    }

    /** Whether this measures the condition. */
    public boolean isOf(RolloutCondition condition) {
      return metric == condition.metric()
          && successCondition.equals(condition.successCondition())
          && estimated == condition.estimated();
    }

    private static Double finite(Double value) {
      return value != null && Double.isFinite(value) ? value : null;
    }
  }

  /** How a rollout ended. */
  public enum Outcome {
    /** The candidate became the serving version. */
    PROMOTED,
    /** A person aborted it. */
    ABORTED,
    /** A condition failed, or a replica refused the candidate. */
    ROLLED_BACK,
    /** Another order replaced it, such as a pin or the start of another version. */
    SUPERSEDED;

    /** The name in events, such as {@code rolled-back}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An ended rollout.
   *
   * @param id its id
   * @param version the candidate
   * @param from the version that served when it began; null if none did
   * @param outcome how it ended
   * @param reason why, for people; cut after 500 characters, so that many fit into one event
   * @param startedAt when it began
   * @param endedAt when it ended
   */
  public record Ended(
      String id,
      Integer version,
      Integer from,
      Outcome outcome,
      String reason,
      Instant startedAt,
      Instant endedAt) {
    public Ended {
      ImageId.require(id);
      Objects.requireNonNull(version, "version");
      Require.atLeast("version", version, 1);
      Require.atLeast("from", from, 1);
      Objects.requireNonNull(outcome, "outcome");
      reason = reason == null ? null : Excerpt.cut(reason, MAX_ENDED_TEXT);
      Require.moment("startedAt", startedAt);
      Require.moment("endedAt", endedAt);
    }
  }

  /** Kinds of causes of a change. */
  public enum Kind {
    /** An order. */
    ORDER,
    /** The policy: a version was published, a step was completed, or time had passed. */
    POLICY,
    /** A measurement. */
    ANALYSIS,
    /** Replicas' reports. */
    REPLICAS;

    /** The name in events, such as {@code order}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The cause of a change.
   *
   * @param kind the kind of the cause
   * @param action the order's action; null if the cause is no order
   * @param orderId the id of the order; null if it was none
   * @param by who gave the order; null if unknown or no order
   * @param reason for people
   */
  public record Cause(Kind kind, RolloutAction action, String orderId, String by, String reason) {
    public Cause {
      Objects.requireNonNull(kind, "kind");
      if (orderId != null) {
        ImageId.require(orderId);
      }
      if (by != null) {
        Require.text("by", by, 1, 100);
      }
      reason = reason == null ? null : Excerpt.cut(reason, MAX_TEXT);
    }

    /** A cause other than an order. */
    public static Cause of(Kind kind, String reason) {
      return new Cause(kind, null, null, null, reason);
    }

    /** An order as the cause. */
    public static Cause of(RolloutRequested order) {
      return new Cause(
          Kind.ORDER, order.action(), order.orderId(), order.requestedBy(), order.reason());
    }
  }
}
