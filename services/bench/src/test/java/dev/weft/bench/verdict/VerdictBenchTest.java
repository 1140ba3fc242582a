package dev.weft.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.bench.verdict.Simulation.Outcome;
import dev.weft.bench.verdict.VerdictResult.Found;
import dev.weft.bench.verdict.VerdictResult.Wrong;
import dev.weft.console.terminal.Style;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerdictBenchTest {

  private static final Outcome OUTCOME = new Outcome(new int[] {60, 90, 120, Integer.MAX_VALUE});

  @Test
  void aScenarioLabelsImagesAsItSays() {
    Scenario shadow = new Scenario(0.9, -0.05, 0.07, 0);
    SimulatedLabels labels = SimulatedLabels.NONE;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      labels = shadow.label(labels, random);
    }

    assertThat(labels.right() / 20_000.0).isBetween(0.84, 0.86);
    assertThat(labels.servingRight() / 20_000.0).isBetween(0.89, 0.91);
    assertThat(labels.pairs().only() / 20_000.0).isBetween(0.005, 0.015);
    assertThat(labels.pairs().other() / 20_000.0).isBetween(0.055, 0.065);
  }

  @Test
  void aCanarySeesOtherImages() {
    SimulatedLabels labels =
        new Scenario(0.9, 0, 0.07, 9).label(SimulatedLabels.NONE, new SplittableRandom(1));

    assertThat(labels.labeled()).isEqualTo(1);
    assertThat(labels.servingLabeled()).isEqualTo(9);
    assertThat(labels.pairs().labeled()).isZero();
  }

  @Test
  void accuraciesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Scenario(0.9, -0.2, 0.07, 0))
        .hasMessageContaining("cannot differ on a share of 0.070");
    assertThatThrownBy(() -> new Scenario(0.9, 0.2, 0.3, 0)).hasMessageContaining("would be 1.1");
  }

  @Test
  void aMuchWorseVersionIsFoundByEveryMethodAndTheSameSeedFindsItAgain() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "difference >= -0.05");
    Scenario scenario = new Scenario(0.9, -0.4, 0.45, 0);
    for (Method method : Method.values()) {
      var simulation = new Simulation(scenario, condition, method, 10, 20);

      Outcome outcome = simulation.run(Verdict.FAILED, 20, 1);

      assertThat(outcome.decided()).isEqualTo(1);
      assertThat(outcome.labels()).isEqualTo(simulation.run(Verdict.FAILED, 20, 1).labels());
    }
  }

  @Test
  void anOutcomeKnowsHowManyWereToldWithinSoManyLabels() {
    assertThat(OUTCOME.within(90)).isEqualTo(0.5);
    assertThat(OUTCOME.decided()).isEqualTo(0.75);
    assertThat(OUTCOME.quantile(0.5)).isEqualTo("120");
    assertThat(OUTCOME.quantile(0.95)).isEqualTo("more");
  }

  @Test
  void itIsShownAsTablesAndDrawn() {
    Map<String, Outcome> outcomes = Map.of("paired", OUTCOME);
    var result =
        new VerdictResult(
            0.9,
            0.07,
            4,
            360,
            3,
            List.of(new Wrong("as good, difference >= 0: failed", outcomes)),
            List.of(new Found("5 points worse", outcomes)));

    assertThat(String.join("\n", result.lines(new Style(false, false, false, 80))))
        .contains("75.0 %", "120, more");
    assertThat(result.toJson().at("/wrong/0/paired").asDouble()).isEqualTo(0.75);
    assertThat(result.plot().toSvg())
        .startsWith("<svg")
        .contains("difference &gt;= 0", "<polyline")
        .endsWith("</svg>\n");
  }
}
