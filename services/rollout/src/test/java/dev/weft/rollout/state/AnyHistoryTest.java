package dev.weft.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutPolicy;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Random histories of actions by people, replicas, measurements, time and crashes. */
class AnyHistoryTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  // @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void noHistoryLeadsToAStateThatMustNotBe(
      @ForAll("policies") RolloutPolicy policy, @ForAll("moves") List<Move> moves) {
    var simulation = new Simulation(policy);
    moves.forEach(simulation::play);
    for (String what : Simulation.REACHABLE) {
      Statistics.label(what)
          .collect(simulation.reached().contains(what))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void whereReplicasCooperateAndMeasurementsSucceedEachRolloutEndsPromoted(
      @ForAll("policies") RolloutPolicy policy, @ForAll("moves") List<Move> before) {
    var simulation = new Simulation(policy);
    before.forEach(simulation::play);
    for (int i = 0; i < 2; i++) {
      simulation.play(new Move.Publish());
      settle(simulation);
    }
    unpin(simulation);
    int version = newest(simulation);
    if (((Served) simulation.state()).servingState().serving() != version) {
      order(simulation, RolloutAction.START, version);
      settle(simulation);
    }
    ServingState end = ((Idle) simulation.state()).servingState();
    assertThat(end.serving()).isEqualTo(version);
    assertThat(end.history().get(0).outcome()).isEqualTo(Outcome.PROMOTED);
  }

  /**
   * Makes everything healthy until there is nothing left to do, and resumes steps that wait for a
   * person.
   */
  private static void settle(Simulation simulation) {
    for (int metric = 0; metric < Moves.METRICS.size(); metric++) {
      simulation.play(new Move.Measure(metric, Verdict.SUCCESSFUL));
    }
    for (int round = 0; round < 100; round++) {
      simulation.play(new Move.Cooperate());
      simulation.play(new Move.Tick(20));
      simulation.play(new Move.Pass(15));
      if (simulation.state() instanceof Paused) {
        order(simulation, RolloutAction.RESUME, -1);
      }
    }
  }

  private static void unpin(Simulation simulation) {
    order(simulation, RolloutAction.UNPIN, -1);
    settle(simulation);
  }

  private static void order(Simulation simulation, RolloutAction action, int version) {
    simulation.play(
        new Move.Order(action, Move.Revision.ABSENT, version, 1, RolloutPolicy.DEFAULT));
  }

  private static int newest(Simulation simulation) {
    return simulation.cluster().published().last();
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    return Moves.any();
  }

  @Provide
  Arbitrary<RolloutPolicy> policies() {
    return Moves.policies();
  }
}
