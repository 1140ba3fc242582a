package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Generates random moves. */
final class Moves {
  static final List<RolloutMetric> METRICS =
      List.of(RolloutMetric.FAILURE_RATE, RolloutMetric.INFER_P95);

  private Moves() {}

  static Arbitrary<List<Move>> any() {
    Arbitrary<Integer> small = Arbitraries.integers().between(0, 9);
    Arbitrary<Move> move =
        Arbitraries.frequencyOf(
            Tuple.of(6, orders()),
            Tuple.of(3, Arbitraries.just(new Move.Publish())),
            Tuple.of(
                2,
                Combinators.combine(small, small, Arbitraries.of(State.class))
                    .as(Move.Observe::new)),
            Tuple.of(5, small.map(replica -> new Move.Observe(replica, 0, State.LOADING))),
            Tuple.of(8, Arbitraries.just(new Move.Cooperate())),
            Tuple.of(1, small.map(Move.Leave::new)),
            Tuple.of(1, small.map(Move.FallSilent::new)),
            Tuple.of(
                2, Combinators.combine(small, Arbitraries.of(Verdict.class)).as(Move.Measure::new)),
            Tuple.of(4, Arbitraries.integers().between(1, 100).map(Move.Pass::new)),
            Tuple.of(10, Arbitraries.integers().between(1, 12).map(Move.Tick::new)),
            Tuple.of(2, Arbitraries.of(true, false).map(Move.Crash::new)),
            Tuple.of(2, Arbitraries.just(new Move.Clean())));
    return move.list()
        .ofMinSize(1)
        .ofMaxSize(150)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static Arbitrary<Move> orders() {
    return Combinators.combine(
            Arbitraries.of(RolloutAction.class),
            Arbitraries.frequency(
                Tuple.of(3, Move.Revision.FRESH),
                Tuple.of(1, Move.Revision.STALE),
                Tuple.of(2, Move.Revision.ABSENT)),
            Arbitraries.integers().between(-1, 12),
            Arbitraries.integers().between(0, 4),
            policies())
        .as(
            (action, revision, version, alias, policy) ->
                new Move.Order(
                    action,
                    revision,
                    version,
                    alias,
                    action == RolloutAction.SET_POLICY ? policy : null));
  }

  /**
   * Policies, some of which keep few versions, have short timeouts or do not start rollouts
   * automatically.
   */
  static Arbitrary<RolloutPolicy> policies() {
    return Combinators.combine(
            Arbitraries.of(RolloutStrategy.class),
            Arbitraries.of(true, true, false),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false))
        .as(
            (strategy, autoStart, keep, limit, own) ->
                new RolloutPolicy(
                    autoStart,
                    strategy,
                    own && strategy == RolloutStrategy.CANARY ? steps() : null,
                    new RolloutPolicy.Analysis(
                        10,
                        null,
                        METRICS.stream()
                            .map(m -> new RolloutCondition(m, "value <= 1", limit, limit, 1))
                            .toList()),
                    keep,
                    null));
  }

  private static List<RolloutStep> steps() {
    return List.of(
        RolloutStep.pauseOf(20),
        RolloutStep.weight(5),
        new RolloutStep(null, null, null, new RolloutStep.Analysis(3)),
        RolloutStep.pauseOf(30),
        RolloutStep.weight(60),
        RolloutStep.untilResumed(),
        RolloutStep.weight(100));
  }
}
