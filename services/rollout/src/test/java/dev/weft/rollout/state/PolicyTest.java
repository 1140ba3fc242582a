package dev.weft.rollout.state;

import static dev.weft.rollout.state.Examples.NOON;
import static dev.weft.rollout.state.Examples.cluster;
import static dev.weft.rollout.state.Examples.ready;
import static dev.weft.rollout.state.Examples.replica;
import static dev.weft.rollout.state.Examples.settle;
import static dev.weft.rollout.state.Examples.steady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.rollout.judge.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Instant MEASURED = NOON.plusSeconds(30);

  @Test
  void theNewestVersionOfAModelWithoutStateServesAtOnce() {
    var unserved = new Unserved("clothing", 0, RolloutPolicy.DEFAULT);
    Served first = Policy.next(unserved, ready(), NOON).orElseThrow();
    assertThat(first.servingState().serving()).isEqualTo(2);
    assertThat(first.revision()).isEqualTo(1);
    assertThat(Policy.next(first, ready(), NOON)).isEmpty();
  }

  @Test
  void aModelWithoutVersionsHasNoState() {
    var nothing = new ObservedCluster(new TreeSet<>(), List.of(), ready().evidence());
    assertThat(Policy.next(new Unserved("clothing", 0, RolloutPolicy.DEFAULT), nothing, NOON))
        .isEmpty();
  }

  @Test
  void aPublishedVersionWaitsUntilEveryLiveReplicaHasIt() {
    Served nobody = settle(steady(), cluster(Verdict.SUCCESSFUL), NOON);
    assertThat(message(nobody)).isEqualTo("no classifier of clothing has reported yet");

    Served loading =
        settle(
            nobody,
            cluster(Verdict.SUCCESSFUL, replica("a", State.READY), replica("b", State.LOADING)),
            NOON);
    assertThat(loading).isInstanceOf(Waiting.class);
    assertThat(message(loading)).isEqualTo("replica b is loading clothing:2");
    assertThat(loading.revision()).isEqualTo(nobody.revision());

    var behind = replica("b", State.LOADING, "it waits for version 1");
    Served waiting = settle(loading, cluster(Verdict.SUCCESSFUL, behind), NOON);
    assertThat(message(waiting))
        .isEqualTo("replica b has not started loading clothing:2: it waits for version 1");

    Served failed = settle(loading, cluster(Verdict.SUCCESSFUL, replica("b", State.FAILED)), NOON);
    assertThat(message(failed))
        .isEqualTo("replica b failed to load clothing:2 and is retrying: the reason");

    Served begun = settle(failed, ready(), NOON);
    assertThat(begun).isInstanceOf(Progressing.class);
    assertThat(progress(begun).weight()).isEqualTo(10);
    assertThat(message(begun)).isNull();
  }

  @Test
  void aVersionThatAReplicaRefusesIsRolledBackAndNotTriedAgain() {
    Served waiting = settle(steady(), cluster(Verdict.SUCCESSFUL), NOON);
    Served over =
        settle(
            waiting,
            cluster(Verdict.SUCCESSFUL, replica("a", State.READY), replica("b", State.REFUSED)),
            NOON);
    assertThat(over).isInstanceOf(Idle.class);
    assertThat(over.servingState().serving()).isEqualTo(1);
    assertThat(over.servingState().cause().kind()).isEqualTo(Kind.REPLICAS);
    assertThat(last(over).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(last(over).reason()).isEqualTo("replica b rejects clothing:2: the reason");
  }

  private static ObservedCluster loading(
      Instant since, Instant lastReportAt, RolloutObserved... live) {
    return new ObservedCluster(
        ready().published(),
        List.of(live),
        ready().evidence(),
        List.of(new Loading("b", 2, since, lastReportAt)),
        Duration.ofMinutes(15));
  }

  @Test
  void aVersionThatAReplicaLoadsForTooLongIsRolledBackAndSaysSo() {
    Served waiting = settle(steady(), cluster(Verdict.SUCCESSFUL), NOON);
    Instant since = NOON.plusSeconds(5);
    Instant late = since.plus(Duration.ofMinutes(15));
    ObservedCluster cluster =
        loading(since, late, replica("a", State.READY), replica("b", State.LOADING));
    assertThat(settle(waiting, cluster, late)).isInstanceOf(Waiting.class);
    Served over = settle(waiting, cluster, late.plusMillis(1));
    assertThat(over).isInstanceOf(Idle.class);
    assertThat(over.servingState().serving()).isEqualTo(1);
    assertThat(over.servingState().cause().kind()).isEqualTo(Kind.REPLICAS);
    assertThat(last(over).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(last(over).reason())
        .isEqualTo("replica b has not loaded clothing:2 within PT15M (weft.rollout.load-timeout)");
  }

  @Test
  void aReplicaThatFellSilentOverACandidateHoldsItBackAndThenTakesItBack() {
    Served waiting = settle(steady(), cluster(Verdict.SUCCESSFUL), NOON);
    Instant heard = NOON.plusSeconds(5);
    ObservedCluster cluster = loading(heard, heard, replica("a", State.READY));
    Served held = settle(waiting, cluster, heard.plusSeconds(60));
    assertThat(held).isInstanceOf(Waiting.class);
    assertThat(message(held))
        .isEqualTo("replica b stopped reporting while it was loading clothing:2");
    Served over = settle(held, cluster, heard.plus(Duration.ofMinutes(16)));
    assertThat(last(over).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(last(over).reason())
        .contains("replica b stopped reporting", "has not resumed within PT15M");
  }

  @Test
  void aReplicaThatFellSilentBeforeTheRolloutBeganSaysNothingOfIt() {
    Served waiting = settle(steady(), cluster(Verdict.SUCCESSFUL), NOON);
    ObservedCluster cluster = loading(NOON.minusSeconds(60), NOON, replica("a", State.READY));
    assertThat(settle(waiting, cluster, NOON.plus(Duration.ofHours(1))))
        .isInstanceOf(Progressing.class);
  }

  @Test
  void aReplicaThatWasLoadingBeforeTheRolloutBeganHasTheWholeTime() {
    Served waiting = settle(steady(), cluster(Verdict.SUCCESSFUL), NOON);
    Instant soon = NOON.plus(Duration.ofMinutes(14));
    ObservedCluster cluster = loading(NOON.minusSeconds(600), soon, replica("b", State.LOADING));
    assertThat(settle(waiting, cluster, soon)).isInstanceOf(Waiting.class);
    assertThat(settle(waiting, cluster, soon.plusSeconds(61))).isInstanceOf(Idle.class);
  }

  @Test
  void anAnalysisPassesByMeasurementsThatComeAtTheirInterval() {
    Served judged = settle(steady(), ready(), NOON);
    assertThat(progress(judged).step()).isEqualTo(1);
    assertThat(Policy.next(judged, ready(), MEASURED.minusMillis(1))).isEmpty();
    Served passed = settle(judged, ready(), MEASURED);
    assertThat(progress(passed).step()).isEqualTo(2);
    assertThat(progress(passed).measured().get(0).successes()).isZero();
    assertThat(progress(passed).measured().get(0).value()).isEqualTo(0.25);
  }

  @Test
  void whatWasMeasuredBeforeAnAnalysisBeganDoesNotCountForIt() {
    var policy =
        Examples.policy(
            RolloutStrategy.CANARY,
            RolloutStep.weight(10),
            RolloutStep.pauseOf(40),
            RolloutStep.judged());
    Served state = settle(new Unserved("clothing", 0, policy).serve(1, NOON), ready(), NOON);
    state = settle(state, ready(), MEASURED);
    assertThat(progress(state).measured().get(0).successes()).isEqualTo(1);
    state = settle(state, ready(), NOON.plusSeconds(40));
    assertThat(progress(state).step()).isEqualTo(2);
    assertThat(settle(state, ready(), NOON.plusSeconds(59))).isInstanceOf(Progressing.class);
    assertThat(settle(state, ready(), NOON.plusSeconds(60)).servingState().serving()).isEqualTo(2);
  }

  @Test
  void aConditionThatFailsMoreOftenThanIsBorneRollsBack() {
    ObservedCluster failing = cluster(Verdict.FAILED, replica("a", State.READY));
    Served once = settle(settle(steady(), ready(), NOON), failing, MEASURED);
    assertThat(once).isInstanceOf(Progressing.class);
    assertThat(progress(once).measured().get(0).failures()).isEqualTo(1);

    Served twice = settle(once, failing, MEASURED.plusSeconds(30));
    assertThat(twice.servingState().serving()).isEqualTo(1);
    assertThat(twice.servingState().cause().kind()).isEqualTo(Kind.ANALYSIS);
    assertThat(last(twice).reason())
        .isEqualTo(
            "clothing:2 did not meet failure-rate value <= 0.05: 0.2500 (0.2000 to 0.3000) on 120"
                + " images, failed 2 times");
    assertThat(settle(twice, ready(), MEASURED.plusSeconds(60))).isEqualTo(twice);
  }

  @Test
  void evidenceThatStaysMissingPausesAndIsLookedForAnewOnceResumed() {
    ObservedCluster undecided = cluster(Verdict.INCONCLUSIVE, replica("a", State.READY));
    Served state = settle(steady(), ready(), NOON);
    for (int i = 1; i <= 2; i++) {
      state = settle(state, undecided, NOON.plusSeconds(30L * i));
      assertThat(state).isInstanceOf(Progressing.class);
    }
    state = settle(state, undecided, NOON.plusSeconds(90));
    assertThat(state).isInstanceOf(Paused.class);
    assertThat(message(state))
        .startsWith("failure-rate value <= 0.05 is undecided after 3 measurements");

    Served resumed = accepted(state, RolloutAction.RESUME, NOON.plusSeconds(100));
    assertThat(progress(resumed).step()).isEqualTo(1);
    assertThat(progress(resumed).measured().get(0).inconclusive()).isZero();
    assertThat(settle(resumed, undecided, NOON.plusSeconds(120))).isInstanceOf(Progressing.class);
  }

  @Test
  void aDueMeasurementAndTheNextStepWaitUntilTheEvidenceIsKnown() {
    ObservedCluster undecided = cluster(Verdict.INCONCLUSIVE, replica("a", State.READY));
    Served judged = settle(steady(), ready(), NOON);
    assertThat(Policy.next(judged, unknown(undecided), MEASURED)).isEmpty();
    assertThat(progress(settle(judged, undecided, MEASURED)).measured().get(0).inconclusive())
        .isEqualTo(1);

    Served timed = settle(judged, ready(), MEASURED);
    Instant over = MEASURED.plusSeconds(60);
    assertThat(Policy.next(timed, unknown(ready()), over)).isEmpty();
    assertThat(progress(settle(timed, ready(), over)).step()).isEqualTo(progress(timed).step() + 1);
  }

  @Test
  void replicasAreWaitedForWhileTheEvidenceIsNotKnown() {
    Served judged = settle(steady(), ready(), NOON);
    ObservedCluster joined =
        cluster(Verdict.SUCCESSFUL, replica("a", State.READY), replica("b", State.LOADING));
    Served waiting = settle(judged, unknown(joined), MEASURED);
    assertThat(waiting).isInstanceOf(Waiting.class);
    assertThat(progress(waiting).measured()).isEmpty();
    assertThat(settle(waiting, unknown(ready()), MEASURED)).isInstanceOf(Progressing.class);
  }

  private static ObservedCluster unknown(ObservedCluster cluster) {
    var evidence =
        new Evidence() {
          @Override
          public Reading reading(
              ServingState servingState, RolloutProgress progress, RolloutCondition condition) {
            return cluster.evidence().reading(servingState, progress, condition);
          }

          @Override
          public boolean isKnown() {
            return false;
          }
        };
    return new ObservedCluster(cluster.published(), cluster.replicas(), evidence);
  }

  @Test
  void aCandidateThatFailsWhilePausedIsRolledBackToo() {
    Served paused = accepted(settle(steady(), ready(), NOON), RolloutAction.PAUSE, NOON);
    ObservedCluster failing = cluster(Verdict.FAILED, replica("a", State.READY));
    Served once = settle(paused, failing, MEASURED);
    assertThat(once).isInstanceOf(Paused.class);
    assertThat(settle(once, failing, MEASURED.plusSeconds(30))).isInstanceOf(Idle.class);
  }

  @Test
  void aReplicaThatJoinsStopsTheStepsClockAndNotTheCandidate() {
    Served timed = settle(settle(steady(), ready(), NOON), ready(), MEASURED);
    assertThat(progress(timed).current().orElseThrow().pause().seconds()).isEqualTo(60);

    ObservedCluster joined =
        cluster(Verdict.SUCCESSFUL, replica("a", State.READY), replica("b", State.LOADING));
    Served waiting = settle(timed, joined, MEASURED.plusSeconds(20));
    assertThat(waiting).isInstanceOf(Waiting.class);
    assertThat(progress(waiting).weight()).isEqualTo(10);

    Served back = settle(waiting, ready(), MEASURED.plusSeconds(1000));
    assertThat(progress(back).step()).isEqualTo(2);
    assertThat(progress(settle(back, ready(), MEASURED.plusSeconds(1039))).step()).isEqualTo(2);
    Served done = settle(back, ready(), MEASURED.plusSeconds(1040));
    assertThat(progress(done).step()).isEqualTo(3);
    assertThat(done).isInstanceOf(Paused.class);
  }

  @Test
  void theCandidateServesOnceAllStepsAreDone() {
    Served state = settle(settle(steady(), ready(), NOON), ready(), MEASURED);
    state = settle(state, ready(), MEASURED.plusSeconds(60));
    state = accepted(state, RolloutAction.RESUME, MEASURED.plusSeconds(61));
    state = settle(state, ready(), MEASURED.plusSeconds(61));
    assertThat(state).isInstanceOf(Idle.class);
    assertThat(state.servingState().serving()).isEqualTo(2);
    assertThat(last(state).outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(last(state).from()).isEqualTo(1);
  }

  @Test
  void allAtOnceServesAsSoonAsEveryReplicaHasIt() {
    var policy = new RolloutPolicy(true, RolloutStrategy.ALL_AT_ONCE, null, null, null, null);
    Served state = settle(new Unserved("clothing", 0, policy).serve(1, NOON), ready(), NOON);
    assertThat(state.servingState().serving()).isEqualTo(2);
  }

  @Test
  void aVersionThatIsPublishedMeanwhileBeginsWhenTheRolloutHasEnded() {
    var versions = new TreeSet<>(List.of(1, 2, 3));
    Served two = settle(steady(), ready(), NOON);
    var cluster =
        new ObservedCluster(versions, List.of(replica("a", State.READY)), ready().evidence());
    assertThat(settle(two, cluster, NOON).candidate()).hasValue(2);
    Served aborted = accepted(two, RolloutAction.ABORT, NOON);
    assertThat(settle(aborted, cluster, NOON).candidate()).hasValue(3);
  }

  @Test
  void nothingBeginsByItselfWhereThePolicyDoesNotSaySo() {
    var policy = new RolloutPolicy(false, null, null, null, null, null);
    Idle state = new Unserved("clothing", 0, policy).serve(1, NOON);
    assertThat(Policy.next(state, ready(), NOON)).isEmpty();
  }

  private static Served accepted(ModelState state, RolloutAction action, Instant now) {
    OrderResult answer = Orders.answer(state, Examples.order(action), ready(), now);
    return ((OrderResult.Accepted) answer).next();
  }

  private static RolloutProgress progress(Served state) {
    return ((InProgress) state).progress();
  }

  private static String message(Served state) {
    return progress(state).message();
  }

  private static Ended last(Served state) {
    return state.servingState().history().get(0);
  }

  @Test
  void agreementIsAskedForOnlyWhileTheCandidateIsAShadow() {
    var agreement = new RolloutCondition(RolloutMetric.AGREEMENT, "value >= 0.9", 0, 2, 50);
    var failures = new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.05", 0, 2, 50);
    var policy =
        new RolloutPolicy(
            true,
            RolloutStrategy.SHADOW_CANARY,
            List.of(),
            new RolloutPolicy.Analysis(30, 0.95, List.of(agreement, failures)),
            null,
            null);
    var cluster =
        new ObservedCluster(
            new TreeSet<>(List.of(1, 2)),
            List.of(replica("a", State.READY)),
            (servingState, progress, condition) ->
                condition.metric() == RolloutMetric.AGREEMENT && progress.shadow() == 0
                    ? new Reading(
                        Verdict.INCONCLUSIVE, Double.NaN, Double.NaN, Double.NaN, 0, false, true)
                    : new Reading(Verdict.SUCCESSFUL, 0.95, 0.92, 0.98, 120, false, true));

    Served state = new Unserved("clothing", 0, policy).serve(1, NOON);
    for (int look = 0; look < 4; look++) {
      state = settle(state, cluster, NOON.plusSeconds(30L * look));
    }

    assertThat(state).isInstanceOf(Idle.class);
    assertThat(state.servingState().serving()).isEqualTo(2);
  }
}
