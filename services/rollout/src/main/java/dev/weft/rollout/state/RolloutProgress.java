package dev.weft.rollout.state;

import dev.weft.events.Excerpt;
import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Measured;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A rollout in any phase. The components are those of {@link Rollout}.
 *
 * @param from the version that served when it began; null if none did
 * @param stepAt when the step began, moved on by the time for which the clock stood still
 * @param message for people; null if there is none
 */
public record RolloutProgress(
    String id,
    int version,
    Integer from,
    int step,
    List<RolloutStep> steps,
    RolloutPolicy.Analysis analysis,
    int weight,
    int shadow,
    Instant startedAt,
    Instant stepAt,
    Instant exposedAt,
    String message,
    List<Measured> measured) {
  private static final int MAX_MESSAGE = 1000;

  public RolloutProgress {
    Objects.requireNonNull(id, "id");
    steps = List.copyOf(steps);
    Objects.requireNonNull(analysis, "analysis");
    message = message == null ? null : Excerpt.cut(message, MAX_MESSAGE);
    measured = List.copyOf(measured);
  }

  /**
   * Begins the rollout of a version of a model that has a serving version.
   *
   * @param servingState as of the decision to begin, whose revision makes the id unique
   */
  static RolloutProgress begin(ServingState servingState, int version) {
    return new RolloutProgress(
        "%s-%d-%d".formatted(servingState.model(), version, servingState.revision()),
        version,
        servingState.serving(),
        0,
        servingState.policy().steps(),
        servingState.policy().analysis(),
        0,
        0,
        servingState.changedAt(),
        servingState.changedAt(),
        servingState.changedAt(),
        null,
        List.of());
  }

  static RolloutProgress of(Rollout rollout) {
    return new RolloutProgress(
        rollout.id(),
        rollout.version(),
        rollout.from(),
        rollout.step(),
        rollout.steps(),
        rollout.analysis(),
        rollout.weight(),
        rollout.shadow(),
        rollout.startedAt(),
        rollout.stepAt(),
        rollout.exposedAt(),
        rollout.message(),
        rollout.measured());
  }

  Rollout event(Phase phase) {
    return new Rollout(
        id, version, from, phase, step, steps, analysis, weight, shadow, startedAt, stepAt,
        exposedAt, message, measured);
  }

  Ended ended(Outcome outcome, String reason, Instant now) {
    return new Ended(id, version, from, outcome, reason, startedAt, now);
  }

  /** The candidate. */
  ModelRef ref(ServingState servingState) {
    return new ModelRef(servingState.model(), version);
  }

  /** Whether the candidate receives any images. */
  boolean isExposed() {
    return weight > 0 || shadow > 0;
  }

  /** The current step; empty if all are done. */
  Optional<RolloutStep> current() {
    return step < steps.size() ? Optional.of(steps.get(step)) : Optional.empty();
  }

  boolean isAtPauseUntilResumed() {
    return current().map(RolloutStep::pause).filter(pause -> pause.seconds() == null).isPresent();
  }

  /** Proceeds to the next step, and resets the counts of measurements in a row. */
  RolloutProgress nextStep(Instant now) {
    return recounted(step + 1, now);
  }

  /** Resets the counts of inconclusive measurements. */
  RolloutProgress recounted() {
    return recounted(step, stepAt);
  }

  private RolloutProgress recounted(int nextStep, Instant since) {
    List<Measured> fresh = measured.stream().map(ConditionCounts::withoutRow).toList();
    return new RolloutProgress(
        id, version, from, nextStep, steps, analysis, weight, shadow, startedAt, since, exposedAt,
        message, fresh);
  }

  RolloutProgress exposed(int nextWeight, int nextShadow, Instant now) {
    boolean same = nextWeight == weight && nextShadow == shadow;
    return new RolloutProgress(
        id,
        version,
        from,
        step,
        steps,
        analysis,
        nextWeight,
        nextShadow,
        startedAt,
        stepAt,
        same ? exposedAt : now,
        message,
        measured);
  }

  RolloutProgress withMessage(String next) {
    return new RolloutProgress(
        id, version, from, step, steps, analysis, weight, shadow, startedAt, stepAt, exposedAt,
        next, measured);
  }

  RolloutProgress measured(List<Measured> next) {
    return new RolloutProgress(
        id, version, from, step, steps, analysis, weight, shadow, startedAt, stepAt, exposedAt,
        message, next);
  }

  /** Moves the step's start by the time for which its clock stood still. */
  RolloutProgress delayed(Instant since, Instant until) {
    Duration stood = Duration.between(since, until);
    return new RolloutProgress(
        id,
        version,
        from,
        step,
        steps,
        analysis,
        weight,
        shadow,
        startedAt,
        stood.isNegative() ? stepAt : stepAt.plus(stood),
        exposedAt,
        message,
        measured);
  }
}
