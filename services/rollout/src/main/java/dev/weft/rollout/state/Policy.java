package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.rolloutrules.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Transitions of a model without an order: versions are published, replicas load them, time passes,
 * measurements arrive.
 */
public final class Policy {
  private Policy() {}

  /** The next state, one change at a time; empty if nothing is to be done now. Pure. */
  public static Optional<Served> next(ModelState state, ObservedCluster cluster, Instant now) {
    if (state instanceof Unserved unserved) {
      return cluster.published().isEmpty()
          ? Optional.empty()
          : Optional.of(unserved.serve(cluster.published().last(), now));
    }
    if (state instanceof Idle steady) {
      return begun(steady, cluster, now);
    }
    InProgress underWay = (InProgress) state;
    Readiness readiness = readiness(underWay, cluster);
    if (readiness instanceof Readiness.Refused refused) {
      return Optional.of(rolledBack(underWay, Kind.REPLICAS, refused.detail(), now));
    }
    if (underWay instanceof Waiting) {
      Optional<String> overdue = cluster.overdue(underWay.servingState(), underWay.progress(), now);
      if (overdue.isPresent()) {
        return Optional.of(rolledBack(underWay, Kind.REPLICAS, overdue.get(), now));
      }
    }
    boolean due = ConditionCounts.isDue(underWay.progress(), now);
    if (due && cluster.evidence().isKnown()) {
      return Optional.of(measured(underWay, cluster, now));
    }
    if (underWay instanceof Waiting waiting) {
      return waited(waiting, readiness, now);
    }
    return underWay instanceof Progressing progressing
        ? progressed(progressing, readiness, due, now)
        : Optional.empty();
  }

  /**
   * Not ready if a replica stopped reporting while it loaded the candidate, which may have crashed
   * it.
   */
  private static Readiness readiness(InProgress state, ObservedCluster cluster) {
    Readiness live = cluster.readiness(state.model(), state.progress().version());
    return live instanceof Readiness.Ready
        ? cluster
            .silent(state.servingState(), state.progress())
            .<Readiness>map(Readiness.Lacking::new)
            .orElse(live)
        : live;
  }

  private static Optional<Served> begun(Idle steady, ObservedCluster cluster, Instant now) {
    ServingState servingState = steady.servingState();
    if (servingState.pinned()
        || !servingState.policy().autoStart()
        || cluster.published().isEmpty()) {
      return Optional.empty();
    }
    int newest = cluster.published().last();
    if (newest <= servingState.considered() || newest == servingState.serving()) {
      return Optional.empty();
    }
    Cause cause = Cause.of(Kind.POLICY, servingState.model() + ":" + newest + " was published");
    return Optional.of(steady.start(newest, cause, now));
  }

  private static Served measured(InProgress state, ObservedCluster cluster, Instant now) {
    RolloutProgress progress =
        ConditionCounts.measure(state.servingState(), state.progress(), cluster.evidence(), now);
    Optional<String> failure = ConditionCounts.failure(state.servingState(), progress);
    if (failure.isPresent()) {
      return rolledBack(
          state.with(state.servingState(), progress), Kind.ANALYSIS, failure.get(), now);
    }
    Cause cause = Cause.of(Kind.ANALYSIS, "the candidate was measured");
    return state.with(state.servingState().progressed(cause, now), progress);
  }

  private static Idle rolledBack(InProgress state, Kind kind, String reason, Instant now) {
    return state.end(Outcome.ROLLED_BACK, reason, Cause.of(kind, reason), now);
  }

  private static Optional<Served> waited(Waiting state, Readiness readiness, Instant now) {
    if (readiness instanceof Readiness.Ready) {
      return Optional.of(state.proceed(now));
    }
    Waiting waiting = state.withMessage(readiness.detail(), now);
    return waiting.progress().message().equals(state.progress().message())
        ? Optional.empty()
        : Optional.of(waiting);
  }

  /**
   * @param due whether a measurement is due, which may roll back and therefore comes before a step
   */
  private static Optional<Served> progressed(
      Progressing state, Readiness readiness, boolean due, Instant now) {
    if (!(readiness instanceof Readiness.Ready)) {
      return Optional.of(state.await(readiness.detail(), now));
    }
    if (due) {
      return Optional.empty();
    }
    RolloutProgress progress = state.progress();
    if (progress.current().isEmpty()) {
      String reason = "all steps are completed";
      return Optional.of(state.promote(reason, Cause.of(Kind.POLICY, reason), now));
    }
    RolloutStep step = progress.current().get();
    if (step.setWeight() != null) {
      return Optional.of(state.expose(step.setWeight(), progress.shadow(), now));
    }
    if (step.setShadow() != null) {
      return Optional.of(state.expose(progress.weight(), step.setShadow(), now));
    }
    return step.pause() != null
        ? paused(state, step.pause(), now)
        : judged(state, step.analysis(), now);
  }

  private static Optional<Served> paused(Progressing state, RolloutStep.Pause pause, Instant now) {
    if (pause.seconds() == null) {
      return Optional.of(held(state, Kind.POLICY, "this step waits for a manual decision", now));
    }
    Duration stood = Duration.between(state.progress().stepAt(), now);
    return stood.compareTo(Duration.ofSeconds(pause.seconds())) < 0
        ? Optional.empty()
        : Optional.of(
            state.step(Cause.of(Kind.POLICY, "paused for " + pause.seconds() + " s"), now));
  }

  private static Optional<Served> judged(
      Progressing state, RolloutStep.Analysis analysis, Instant now) {
    RolloutProgress progress = state.progress();
    if (ConditionCounts.isPassed(progress, analysis.successes())) {
      Cause cause = Cause.of(Kind.ANALYSIS, "all conditions are met");
      return Optional.of(state.step(cause, now));
    }
    return ConditionCounts.undecided(progress)
        .map(
            measured ->
                held(
                    state,
                    Kind.ANALYSIS,
                    "%s %s is undecided after %d measurements, the last on %d images"
                        .formatted(
                            measured.metric().code(),
                            measured.successCondition(),
                            measured.inconclusive(),
                            measured.samples()),
                    now));
  }

  private static Paused held(Progressing state, Kind kind, String why, Instant now) {
    return state.pause(why + "; resume, promote or abort", Cause.of(kind, why), now);
  }
}
