package dev.weft.events.rollout;

import static dev.weft.events.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.json.EventJson;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.VersionAlias;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Measured;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutChangedTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456789Z");

  /**
   * The longest text in bytes of JSON that this release can write: a control character takes six.
   */
  private static final String LONG = "\u0001".repeat(10_000);

  private static final String LONG_ID = "x".repeat(128);
  private static final int MOST = Integer.MAX_VALUE;

  /** A state that can be written but not read would stop every replica. */
  @Test
  void aStateOfEverythingAtItsLargestCanBeReadAgain() {
    RolloutPolicy policy = largestPolicy();
    var cause =
        new Cause(Kind.ORDER, RolloutAction.REMOVE_ALIAS, LONG_ID, "\u0001".repeat(100), LONG);
    var ended = new Ended(LONG_ID, MOST, MOST, Outcome.ROLLED_BACK, LONG, NOON, NOON);
    var state =
        new RolloutChanged(
            "x".repeat(63),
            MOST,
            MOST,
            true,
            policy,
            largestRollout(policy),
            Collections.nCopies(RolloutChanged.HISTORY, ended),
            aliases(RolloutChanged.MAX_ALIASES),
            MOST,
            cause,
            NOON,
            new RolloutChanged.OrderPosition(MOST, Long.MAX_VALUE));

    assertThat(EventJson.write(state)).hasSizeLessThan(EventCodec.MAX_VALUE_BYTES);
  }

  private static RolloutPolicy largestPolicy() {
    List<RolloutCondition> conditions =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    new RolloutCondition(
                        RolloutMetric.END_TO_END_P50,
                        "difference >= " + "9".repeat(84) + (10 + i),
                        MOST,
                        MOST,
                        MOST))
            .toList();
    return new RolloutPolicy(
        true,
        RolloutStrategy.SHADOW_CANARY,
        largestSteps(),
        new RolloutPolicy.Analysis(MOST, 0.999999999999, conditions),
        MOST,
        null);
  }

  private static List<RolloutStep> largestSteps() {
    var steps = new ArrayList<>(List.of(RolloutStep.shadow(100), RolloutStep.weight(100)));
    var longest = new RolloutStep(null, null, null, new RolloutStep.Analysis(MOST));
    steps.addAll(Collections.nCopies(98, longest));
    return steps;
  }

  private static Rollout largestRollout(RolloutPolicy policy) {
    List<Measured> measured =
        policy.analysis().conditions().stream()
            .map(
                condition ->
                    new Measured(
                        condition.metric(),
                        condition.successCondition(),
                        Verdict.INCONCLUSIVE,
                        -Math.PI * 1e-200,
                        -Math.PI * 1e-200,
                        -Math.PI * 1e-200,
                        Long.MAX_VALUE,
                        false,
                        false,
                        MOST,
                        MOST,
                        MOST,
                        NOON,
                        false))
            .toList();
    return new Rollout(
        LONG_ID,
        MOST,
        MOST,
        Phase.PROGRESSING,
        1,
        policy.steps(),
        policy.analysis(),
        100,
        100,
        NOON,
        NOON,
        NOON,
        LONG,
        measured);
  }

  private static Map<String, Integer> aliases(int others) {
    var aliases = new HashMap<String, Integer>();
    aliases.put(VersionAlias.CHAMPION, 1);
    aliases.put(VersionAlias.CHALLENGER, 2);
    for (int i = 0; i < others; i++) {
      aliases.put("x".repeat(60) + (100 + i), MOST);
    }
    return aliases;
  }

  @Test
  void aFirstStateHasTheDefaults() {
    RolloutChanged state = state(null, null);

    assertThat(state.pinned()).isFalse();
    assertThat(state.policy()).isEqualTo(RolloutPolicy.DEFAULT);
    assertThat(state.rollout()).isNull();
    assertThat(state.history()).isEmpty();
    assertThat(state.aliases()).isEmpty();
    assertThat(state.considered()).isZero();
  }

  @Test
  void theLastRolloutsAreRemembered() {
    List<Ended> ended =
        IntStream.rangeClosed(1, 25)
            .mapToObj(i -> new Ended("r" + i, i, null, Outcome.PROMOTED, null, NOON, NOON))
            .toList();

    assertThat(state(ended, null).history()).isEqualTo(ended.subList(0, RolloutChanged.HISTORY));
  }

  @Test
  void aliasesNameVersionsAndAreFew() {
    var nothing = new HashMap<String, Integer>();
    nothing.put("winter", null);

    assertRefused(
        () -> state(null, aliases(101)),
        "at most 100 aliases besides champion and challenger, but has 101; remove one");
    assertRefused(() -> state(null, Map.of("Winter", 1)), "alias must match");
    assertRefused(() -> state(null, Map.of("winter", 0)), "version of alias winter must be at");
    assertRefused(() -> state(null, nothing), "alias winter has no version");
  }

  @Test
  void aRolloutIsAtOneOfItsStepsOrBehindTheLast() {
    assertThat(rollout(2, 10).step()).isEqualTo(2);
    assertRefused(() -> rollout(3, 10), "step must be in 0..2, but is 3");
    assertRefused(() -> rollout(-1, 10), "step must be in 0..2, but is -1");
    assertRefused(() -> rollout(0, 101), "weight must be between 0 and 100, but is 101");
  }

  private static Rollout rollout(int step, int weight) {
    return new Rollout(
        "r",
        2,
        1,
        Phase.PROGRESSING,
        step,
        List.of(RolloutStep.weight(10), RolloutStep.judged()),
        RolloutPolicy.Analysis.DEFAULT,
        weight,
        null,
        NOON,
        NOON,
        NOON,
        null,
        null);
  }

  @Test
  void whatCouldNotBeMeasuredIsLeftOut() {
    Measured measured = measured(Double.NaN, 0L);

    assertThat(measured.value()).isNull();
    assertThat(measured.low()).isNull();
    assertThat(measured.high()).isNull();
    assertRefused(() -> measured(0.5, -1L), "samples must be at least 0, but is -1");
  }

  private static Measured measured(double value, Long samples) {
    return new Measured(
        RolloutMetric.ACCURACY,
        "value >= 0.9",
        Verdict.INCONCLUSIVE,
        value,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        samples,
        null,
        null,
        null,
        null,
        null,
        NOON,
        false);
  }

  @Test
  void anOrderIsNamedAsTheCause() {
    var order =
        new RolloutRequested(
            "a", "clothing", RolloutAction.PIN, 3, 7, null, null, "the sale", "alex", NOON);

    assertThat(Cause.of(order))
        .isEqualTo(new Cause(Kind.ORDER, RolloutAction.PIN, "a", "alex", "the sale"));
  }

  @Test
  void aDecisionAndItsProgressAreTwoEvents() {
    RolloutChanged decision = state(null, null);
    RolloutChanged progress =
        new RolloutChanged(
            "clothing",
            1,
            1,
            null,
            null,
            null,
            null,
            null,
            null,
            decision.cause(),
            NOON.plusNanos(1),
            null);

    assertThat(progress.identity()).isNotEqualTo(decision.identity());
  }

  private static RolloutChanged state(List<Ended> history, Map<String, Integer> aliases) {
    return new RolloutChanged(
        "clothing",
        1,
        1,
        null,
        null,
        null,
        history,
        aliases,
        null,
        Cause.of(Kind.POLICY, "version 1 is the first"),
        NOON,
        null);
  }
}
