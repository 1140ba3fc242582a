package dev.weft.events.rollout;

import static dev.weft.events.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.json.EventJson;
import dev.weft.events.rollout.RolloutPolicy.Analysis;
import dev.weft.events.rollout.RolloutPolicy.Drift;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutPolicyTest {

  @Test
  void aPolicyThatSaysNothingIsTheDefault() {
    assertThat(read("{}")).isEqualTo(RolloutPolicy.DEFAULT);
    assertThat(read("{\"steps\":[],\"analysis\":{},\"drift\":{}}"))
        .isEqualTo(RolloutPolicy.DEFAULT);
  }

  @Test
  void byDefaultAVersionShadowsBeforeItAnswers() {
    RolloutPolicy policy = RolloutPolicy.DEFAULT;

    assertThat(policy.autoStart()).isTrue();
    assertThat(policy.strategy()).isEqualTo(RolloutStrategy.SHADOW_CANARY);
    assertThat(policy.steps())
        .containsExactly(
            RolloutStep.shadow(100),
            RolloutStep.judged(),
            RolloutStep.shadow(0),
            RolloutStep.weight(10),
            RolloutStep.judged(),
            RolloutStep.weight(50),
            RolloutStep.judged());
    assertThat(policy.analysis().conditions())
        .map(RolloutCondition::toString)
        .containsExactly(
            "failure-rate value <= 0.05", "infer-p95 ratio <= 2", "accuracy difference >= -0.1");
    assertThat(policy.keepVersions()).isEqualTo(10);
    assertThat(policy.drift()).isEqualTo(new Drift(0.25, 500, false));
  }

  @ParameterizedTest
  @EnumSource
  void aStrategyAloneIsAPolicy(RolloutStrategy strategy) {
    RolloutPolicy policy = read("{\"strategy\":\"" + strategy.code() + "\"}");

    assertThat(policy.steps().stream().anyMatch(step -> step.setWeight() != null))
        .isEqualTo(strategy.answersUsers());
    assertThat(policy.steps().stream().anyMatch(step -> step.setShadow() != null))
        .isEqualTo(strategy.shadows());
  }

  @Test
  void aCandidateMayShadowAndAnswerAtOnce() {
    List<RolloutStep> steps =
        List.of(RolloutStep.shadow(20), RolloutStep.weight(5), RolloutStep.judged());

    assertThat(policy(RolloutStrategy.SHADOW_CANARY, steps).steps()).isEqualTo(steps);
  }

  @Test
  void stepsFitTheirStrategy() {
    assertSteps(
        RolloutStrategy.ALL_AT_ONCE, "all-at-once must not have steps", RolloutStep.judged());
    assertSteps(RolloutStrategy.CANARY, "does not allow the step setShadow", RolloutStep.shadow(1));
    assertSteps(RolloutStrategy.SHADOW, "does not allow the step setWeight", RolloutStep.weight(1));
    assertSteps(RolloutStrategy.SHADOW_CANARY, "requires a step setShadow", RolloutStep.weight(1));
    assertSteps(RolloutStrategy.SHADOW_CANARY, "requires a step setWeight", RolloutStep.shadow(1));
    assertSteps(
        RolloutStrategy.SHADOW,
        "the last step must be a pause without seconds",
        RolloutStep.shadow(1),
        RolloutStep.pauseOf(60));
  }

  @Test
  void stepsLeadSomewhere() {
    assertSteps(
        RolloutStrategy.CANARY,
        "weights must not decrease, but setWeight 10 comes after 50",
        RolloutStep.weight(50),
        RolloutStep.weight(10));
    assertSteps(
        RolloutStrategy.SHADOW_CANARY,
        "an analysis requires images",
        RolloutStep.shadow(50),
        RolloutStep.shadow(0),
        RolloutStep.judged(),
        RolloutStep.weight(10));
  }

  private static void assertSteps(
      RolloutStrategy strategy, String complaint, RolloutStep... steps) {
    assertRefused(() -> policy(strategy, List.of(steps)), complaint);
  }

  @Test
  void anAnalysisCanBePassedAndFailed() {
    var agreement = new RolloutCondition(RolloutMetric.AGREEMENT, "value >= 0.9");
    var agreementOnly = new Analysis(null, null, List.of(agreement));
    assertRefused(
        () -> new RolloutPolicy(null, null, null, agreementOnly, null, null),
        "it has no other condition; add another condition, or keep the shadow");
    var none = new Analysis(null, null, List.of());
    assertRefused(
        () -> new RolloutPolicy(null, null, null, none, null, null),
        "an analysis step requires conditions");
    assertThat(
            new RolloutPolicy(null, RolloutStrategy.ALL_AT_ONCE, null, none, null, null).analysis())
        .isEqualTo(none);

    assertRefused(() -> new Analysis(0, null, null), "intervalSeconds must be at least 1");
    for (double confidence : new double[] {0.5, 1, 95, Double.NaN}) {
      assertRefused(
          () -> new Analysis(null, confidence, null), "confidence must be greater than 0.5");
    }
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "value >= 0.9");
    assertRefused(
        () -> new Analysis(null, null, List.of(condition, condition)),
        "the condition accuracy value >= 0.9 occurs twice");
  }

  @Test
  void aPolicyIsOfBoundedSize() {
    assertRefused(
        () -> policy(RolloutStrategy.CANARY, Collections.nCopies(101, RolloutStep.weight(1))),
        "at most 100 steps, but has 101");
    List<RolloutCondition> conditions =
        IntStream.rangeClosed(0, 50)
            .mapToObj(i -> new RolloutCondition(RolloutMetric.ENTROPY, "value < " + i))
            .toList();
    assertRefused(() -> new Analysis(null, null, conditions), "at most 50 conditions, but has 51");
  }

  @Test
  void theRestIsCheckedToo() {
    assertRefused(
        () -> new RolloutPolicy(null, null, null, null, -1, null),
        "keepVersions must be at least 0, but is -1");
    assertRefused(() -> new Drift(0.0, null, null), "drift.threshold must be greater than 0");
    assertRefused(
        () -> new Drift(Double.NaN, null, null), "drift.threshold must be greater than 0");
    assertRefused(() -> new Drift(null, 0, null), "drift.minimumImages must be at least 1");
    assertRefused(() -> new RolloutStep(1, 1, null, null), "but has 2 of them");
    assertRefused(() -> new RolloutStep(null, null, null, null), "but has 0 of them");
    assertRefused(() -> RolloutStep.weight(101), "setWeight must be between 0 and 100, but is 101");
    assertRefused(() -> RolloutStep.shadow(-1), "setShadow must be between 0 and 100, but is -1");
    assertRefused(() -> RolloutStep.pauseOf(0), "pause.seconds must be at least 1");
    assertRefused(() -> new RolloutStep.Analysis(0), "analysis.successes must be at least 1");
  }

  private static RolloutPolicy policy(RolloutStrategy strategy, List<RolloutStep> steps) {
    return new RolloutPolicy(null, strategy, steps, null, null, null);
  }

  private static RolloutPolicy read(String json) {
    String order =
        """
        {"orderId":"a","model":"clothing","action":"set-policy","policy":%s,
        "requestedAt":"2026-11-01T12:00:00Z"}"""
            .formatted(json);
    return EventJson.read(
            EventJson.parse(order.getBytes(StandardCharsets.UTF_8)), RolloutRequested.class)
        .policy();
  }
}
