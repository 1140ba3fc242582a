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
 * a model holds all of its state; there is one writer at a time.
 *
 * @param model the model's name, see {@link ModelName}
 * @param revision counts decisions from 1; a record with the revision of the one before it tells
 *     only how far measurements and replicas are
 * @param serving the version that answers what the candidate does not; null before the first
 * @param pinned whether no rollout begins
 * @param policy how versions are rolled out from now on
 * @param rollout the one under way; null if there is none
 * @param history rollouts that have ended, the last first, at most {@value #HISTORY}
 * @param aliases versions by name, {@code champion} and {@code challenger} included; at most
 *     {@value #MAX_ALIASES} others
 * @param considered the newest version that the policy has decided about; 0 before the first
 * @param cause of this change
 * @param changedAt when
 * @param lastOrder where the last order lies that this writer or one before it has carried out: it
 *     and all orders of the model before it are answered; null if none was
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

  /** Rollouts that are remembered. */
  public static final int HISTORY = 20;

  /** Names that a model's versions may have beside {@code champion} and {@code challenger}. */
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
          "a model has at most "
              + MAX_ALIASES
              + " aliases beside champion and challenger, but there are "
              + chosen
              + "; remove one");
    }
    sorted.forEach(
        (alias, version) -> {
          VersionAlias.require(alias);
          if (version == null) {
            throw new IllegalArgumentException("alias " + alias + " names no version");
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
   * Where an order lies in the topic of rollout requests.
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

  /** How far a rollout is. */
  public enum Phase {
    /** Not every live replica has the candidate: shares stay what they are, no step goes on. */
    WAITING,
    /** Its steps go on. */
    PROGRESSING,
    /** It holds where it is, until a person says what is next. */
    PAUSED;

    /** The name in events, such as {@code waiting}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A rollout under way.
   *
   * @param id decides which images are the candidate's, together with their ids
   * @param version the candidate
   * @param from the version that served when it began; null if none did
   * @param phase how far it is
   * @param step of the steps that it is at, from 0; the number of steps if all are done
   * @param steps what it does
   * @param analysis what the candidate must show
   * @param weight per cent of the images that the candidate answers now
   * @param shadow per cent of the images that it classifies beside the serving version now
   * @param startedAt when it began
   * @param stepAt when the step began
   * @param exposedAt since when weight and shadow are what they are; measurements begin there
   * @param message for people: what it waits for, or why it is paused; null if there is nothing to
   *     say
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
            "step must lie in 0.." + steps.size() + ", but is " + step);
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
        throw new IllegalArgumentException(name + " must lie in 0..100, but is " + share);
      }
      return share;
    }
  }

  /** What a measurement says of a condition. */
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
   * A condition's newest measurement, and those before it.
   *
   * @param metric of the condition
   * @param successCondition of the condition
   * @param verdict of the newest measurement
   * @param value that was measured; null if nothing could be
   * @param low lower end of its confidence interval
   * @param high upper end
   * @param samples images that it rests on
   * @param paired whether both versions were compared on the same images; false if null
   * @param sequential whether the interval holds at all looks at once, not only at this one; false
   *     if null
   * @param failures measurements that failed since the rollout began
   * @param inconclusive inconclusive ones in a row
   * @param successes successful ones in a row
   * @param at when it was measured
   * @param estimated of the condition
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

    /** Whether it measures a condition. */
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
    /** The candidate serves. */
    PROMOTED,
    /** A person gave it up. */
    ABORTED,
    /** A condition failed, or a replica refused the candidate. */
    ROLLED_BACK,
    /** Another order took its place, such as a pin or the start of another version. */
    SUPERSEDED;

    /** The name in events, such as {@code rolled-back}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A rollout that has ended.
   *
   * @param id its id
   * @param version the candidate
   * @param from the version that served when it began; null if none did
   * @param outcome how it ended
   * @param reason why, for people; cut after 500 characters, so that many fit into one state
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

  /** What made a change. */
  public enum Kind {
    /** An order. */
    ORDER,
    /** The policy: a version was published, a step was done, time had passed. */
    POLICY,
    /** What was measured. */
    ANALYSIS,
    /** What replicas said. */
    REPLICAS;

    /** The name in events, such as {@code order}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why the state is what it is since this record.
   *
   * @param kind what made the change
   * @param action of the order; null if it was none
   * @param orderId of the order; null if it was none
   * @param by who ordered; null if nobody or unknown
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

    /** Something other than an order. */
    public static Cause of(Kind kind, String reason) {
      return new Cause(kind, null, null, null, reason);
    }

    /** An order. */
    public static Cause of(RolloutRequested order) {
      return new Cause(
          Kind.ORDER, order.action(), order.orderId(), order.requestedBy(), order.reason());
    }
  }
}
