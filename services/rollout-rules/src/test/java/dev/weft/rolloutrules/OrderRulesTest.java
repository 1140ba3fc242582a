package dev.weft.rolloutrules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final List<Integer> PUBLISHED = List.of(1, 2, 3);

  @ParameterizedTest
  @EnumSource(RolloutAction.class)
  void nothingIsAllowedWhereNoVersionServes(RolloutAction action) {
    RolloutChanged unserved = state(null, false, null, List.of());

    assertThat(rules(unserved).refusal(action, null))
        .map(OrderRefusal::reason)
        .contains(Reason.UNKNOWN_MODEL);
    assertThat(rules(unserved).unnamed(action)).isEmpty();
  }

  @Test
  void withoutARolloutOneIsStartedAndNoneIsLed() {
    OrderRules rules = rules(state(1, false, null, List.of()));

    assertThat(rules.refusal(RolloutAction.START, 2)).isEmpty();
    assertThat(detail(rules, RolloutAction.START, 1)).isEqualTo("clothing:1 is already serving");
    assertThat(rules.refusal(RolloutAction.START, 9))
        .contains(
            new OrderRefusal(
                Reason.UNKNOWN_VERSION,
                "clothing:9 is not published; published versions are [1, 2, 3]"));
    for (RolloutAction action :
        List.of(
            RolloutAction.PROMOTE,
            RolloutAction.PAUSE,
            RolloutAction.RESUME,
            RolloutAction.ABORT)) {
      assertThat(detail(rules, action, null))
          .isEqualTo(
              "no rollout of clothing is in progress, so there is nothing to " + action.code());
    }
  }

  @Test
  void aCandidateIsPromotedOnceEveryReplicaHasIt() {
    RolloutChanged progressing = state(1, false, rollout(Phase.PROGRESSING, 0), List.of());
    RolloutObserved lacks = replica("b", State.LOADING);

    assertThat(
            new OrderRules(progressing, PUBLISHED, List.of(replica("a", State.READY), lacks))
                .refusal(RolloutAction.PROMOTE, null))
        .map(OrderRefusal::detail)
        .contains(
            "clothing:2 cannot serve yet: replica b is loading clothing:2; wait, or abort the"
                + " rollout");
    assertThat(rules(progressing).refusal(RolloutAction.PROMOTE, null)).isEmpty();
    assertThat(rules(progressing).unnamed(RolloutAction.PROMOTE)).hasValue(2);
  }

  @Test
  void whatIsPausedOrWaitsAtAStepIsResumed() {
    OrderRules atWeight = rules(state(1, false, rollout(Phase.PROGRESSING, 0), List.of()));
    OrderRules atPause = rules(state(1, false, rollout(Phase.PROGRESSING, 1), List.of()));
    OrderRules paused = rules(state(1, false, rollout(Phase.PAUSED, 0), List.of()));
    OrderRules done = rules(state(1, false, rollout(Phase.PROGRESSING, 2), List.of()));

    assertThat(detail(atWeight, RolloutAction.RESUME, null))
        .isEqualTo("the rollout of clothing:2 is progressing, not paused");
    assertThat(atPause.refusal(RolloutAction.RESUME, null)).isEmpty();
    assertThat(paused.refusal(RolloutAction.RESUME, null)).isEmpty();
    assertThat(done.refusal(RolloutAction.RESUME, null)).isPresent();
    assertThat(atPause.refusal(RolloutAction.PAUSE, null)).isEmpty();
    assertThat(detail(paused, RolloutAction.PAUSE, null))
        .isEqualTo("the rollout of clothing:2 is already paused");
  }

  @Test
  void aRollBackGoesToWhatWasReplacedLast() {
    var promoted = new Ended("r-1", 2, 1, Outcome.PROMOTED, "all steps are done", NOON, NOON);
    OrderRules rules = rules(state(2, false, null, List.of(promoted)));

    assertThat(rules.unnamed(RolloutAction.ROLLBACK)).hasValue(1);
    assertThat(rules.refusal(RolloutAction.ROLLBACK, null)).isEmpty();
    assertThat(rules.refusal(RolloutAction.ROLLBACK, 3)).isEmpty();
    assertThat(detail(rules, RolloutAction.ROLLBACK, 2))
        .isEqualTo("clothing:2 is already serving; specify another version");
    assertThat(detail(rules(state(2, false, null, List.of())), RolloutAction.ROLLBACK, null))
        .isEqualTo("no version of clothing was serving before 2; specify a version");
    assertThat(
            new OrderRules(state(2, false, null, List.of(promoted)), List.of(2), List.of())
                .refusal(RolloutAction.ROLLBACK, null))
        .map(OrderRefusal::reason)
        .contains(Reason.UNKNOWN_VERSION);
  }

  @Test
  void aRollBackToTheServingVersionEndsARollout() {
    OrderRules rules = rules(state(1, false, rollout(Phase.PROGRESSING, 0), List.of()));

    assertThat(rules.refusal(RolloutAction.ROLLBACK, 1)).isEmpty();
  }

  @Test
  void aPinnedModelStartsNothingUntilItIsUnpinned() {
    OrderRules pinned = rules(state(1, true, null, List.of()));
    OrderRules free = rules(state(1, false, null, List.of()));

    assertThat(detail(pinned, RolloutAction.START, 2))
        .isEqualTo("clothing is pinned to version 1; unpin it first");
    assertThat(detail(pinned, RolloutAction.PIN, null))
        .isEqualTo("clothing is already pinned to version 1");
    assertThat(pinned.refusal(RolloutAction.PIN, 1)).isPresent();
    assertThat(pinned.refusal(RolloutAction.PIN, 2)).isEmpty();
    assertThat(pinned.refusal(RolloutAction.PIN, 9)).isPresent();
    assertThat(pinned.refusal(RolloutAction.UNPIN, null)).isEmpty();
    assertThat(detail(free, RolloutAction.UNPIN, null)).isEqualTo("clothing is not pinned");
    assertThat(free.unnamed(RolloutAction.PIN)).hasValue(1);
  }

  @Test
  void policiesAndNamesAreAllowedAndWhatIsUnknownIsNot() {
    OrderRules rules = rules(state(1, true, null, List.of()));

    assertThat(rules.refusal(RolloutAction.SET_POLICY, null)).isEmpty();
    assertThat(rules.refusal(RolloutAction.SET_ALIAS, 9)).isEmpty();
    assertThat(rules.unpublished(9)).isPresent();
    assertThat(rules.unpublished(null)).isEmpty();
    assertThat(rules.refusal(RolloutAction.UNKNOWN, null))
        .map(OrderRefusal::reason)
        .contains(Reason.INVALID_ORDER);
  }

  @Test
  void aVersionIsReadyWhereEveryLiveReplicaIs() {
    var candidate = new ModelRef("clothing", 2);

    assertThat(Readiness.of(candidate, List.of())).isInstanceOf(Readiness.Lacking.class);
    assertThat(Readiness.of(candidate, List.of(replica("a", State.READY))))
        .isInstanceOf(Readiness.Ready.class);
    assertThat(
            Readiness.of(
                candidate, List.of(replica("a", State.LOADING), replica("b", State.REFUSED))))
        .isEqualTo(new Readiness.Refused("replica b rejects clothing:2: no reason given"));
    assertThat(Readiness.of(candidate, List.of(replica("a", State.FAILED))).detail())
        .isEqualTo("replica a failed to load clothing:2 and is retrying: no reason given");
  }

  private static String detail(OrderRules rules, RolloutAction action, Integer version) {
    Optional<OrderRefusal> refusal = rules.refusal(action, version);
    assertThat(refusal).as("%s %s", action, version).isPresent();
    return refusal.get().detail();
  }

  private static OrderRules rules(RolloutChanged state) {
    return new OrderRules(state, PUBLISHED, List.of(replica("a", State.READY)));
  }

  private static RolloutChanged state(
      Integer serving, boolean pinned, Rollout rollout, List<Ended> history) {
    return new RolloutChanged(
        "clothing",
        7,
        serving,
        pinned,
        RolloutPolicy.DEFAULT,
        rollout,
        history,
        Map.of(),
        2,
        Cause.of(Kind.POLICY, "a test"),
        NOON,
        null);
  }

  /** A rollout of version 2 with two steps: a weight, and a pause until a person resumes it. */
  private static Rollout rollout(Phase phase, int step) {
    List<RolloutStep> steps = List.of(RolloutStep.weight(10), RolloutStep.untilResumed());
    return new Rollout(
        "r-1",
        2,
        1,
        phase,
        step,
        steps,
        RolloutPolicy.Analysis.DEFAULT,
        10,
        0,
        NOON,
        NOON,
        NOON,
        null,
        List.of());
  }

  private static RolloutObserved replica(String name, State state) {
    return new RolloutObserved(
        "clothing",
        name,
        0,
        1,
        List.of(new ReplicaVersion(2, state, null, null)),
        "onnx-cpu",
        false,
        NOON);
  }
}
