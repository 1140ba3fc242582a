package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.rollout.judge.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Example states, orders and clusters. */
final class Examples {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  static final RolloutPolicy CANARY =
      policy(
          RolloutStrategy.CANARY,
          RolloutStep.weight(10),
          RolloutStep.judged(),
          RolloutStep.pauseOf(60),
          RolloutStep.untilResumed(),
          RolloutStep.weight(50));

  private Examples() {}

  static RolloutPolicy policy(RolloutStrategy strategy, RolloutStep... steps) {
    var condition = new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.05", 1, 2, 50);
    return new RolloutPolicy(
        true,
        strategy,
        List.of(steps),
        new RolloutPolicy.Analysis(30, 0.95, List.of(condition)),
        null,
        null);
  }

  /** A model with the policy {@link #CANARY}, whose version 1 has served since noon. */
  static Idle steady() {
    return new Unserved("clothing", 0, CANARY).serve(1, NOON);
  }

  /** A cluster with versions 1 and 2. */
  static ObservedCluster cluster(Verdict verdict, RolloutObserved... replicas) {
    return new ObservedCluster(
        new TreeSet<>(List.of(1, 2)),
        List.of(replicas),
        (servingState, progress, condition) ->
            new Reading(verdict, 0.25, 0.2, 0.3, 120, false, true));
  }

  static ObservedCluster ready() {
    return cluster(Verdict.SUCCESSFUL, replica("a", State.READY));
  }

  /** A replica with a state of version 2. */
  static RolloutObserved replica(String name, State state) {
    boolean isWrong = state == State.FAILED || state == State.REFUSED;
    return replica(name, state, isWrong ? "the reason" : null);
  }

  static RolloutObserved replica(String name, State state, String reason) {
    return new RolloutObserved(
        "clothing",
        name,
        0,
        1,
        List.of(new ReplicaVersion(2, state, reason, null)),
        "onnx-cpu",
        false,
        NOON);
  }

  /** Applies the policy again and again until there is nothing left to do. */
  static Served settle(ModelState from, ObservedCluster cluster, Instant now) {
    ModelState state = from;
    Optional<Served> next = Policy.next(state, cluster, now);
    while (next.isPresent()) {
      state = next.get();
      next = Policy.next(state, cluster, now);
    }
    return (Served) state;
  }

  static RolloutRequested order(RolloutAction action) {
    return order(action, null, null, null);
  }

  static RolloutRequested order(
      RolloutAction action, Integer version, String alias, RolloutPolicy policy) {
    return new RolloutRequested(
        "order-1", "clothing", action, null, version, alias, policy, "a reason", "ann", NOON);
  }
}
