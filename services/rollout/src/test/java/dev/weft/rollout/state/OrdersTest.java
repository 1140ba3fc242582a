package dev.weft.rollout.state;

import static dev.weft.rollout.state.Examples.NOON;
import static dev.weft.rollout.state.Examples.cluster;
import static dev.weft.rollout.state.Examples.order;
import static dev.weft.rollout.state.Examples.ready;
import static dev.weft.rollout.state.Examples.replica;
import static dev.weft.rollout.state.Examples.settle;
import static dev.weft.rollout.state.Examples.steady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final Idle steady = steady();
  private final Served progressing = settle(steady, ready(), NOON);

  @Test
  void aPromotedCandidateServesAtOnce() {
    Served next = accepted(progressing, order(RolloutAction.PROMOTE));
    assertThat(next.servingState().serving()).isEqualTo(2);
    assertThat(next.servingState().history().get(0).reason())
        .isEqualTo("promoted by ann: a reason");
    assertThat(next.revision()).isEqualTo(progressing.revision() + 1);
  }

  @Test
  void aCandidateIsNotPromotedBeforeEveryReplicaHasIt() {
    ObservedCluster loading =
        cluster(Verdict.SUCCESSFUL, replica("a", State.READY), replica("b", State.LOADING));
    OrderResult answer = Orders.answer(progressing, order(RolloutAction.PROMOTE), loading, NOON);
    assertThat(answer)
        .isEqualTo(
            new OrderResult.Refused(
                Reason.ILLEGAL_TRANSITION,
                "clothing:2 cannot serve yet: replica b is loading clothing:2; wait, or abort the"
                    + " rollout"));
  }

  @Test
  void aPauseHoldsAndAResumeGoesOn() {
    Served paused = accepted(progressing, order(RolloutAction.PAUSE));
    assertThat(paused).isInstanceOf(Paused.class);
    assertThat(((Paused) paused).progress().message()).isEqualTo("paused by ann: a reason");
    refused(paused, order(RolloutAction.PAUSE), Reason.ILLEGAL_TRANSITION);
    assertThat(accepted(paused, order(RolloutAction.RESUME))).isInstanceOf(Progressing.class);
  }

  @Test
  void whatWasResumedWhileAReplicaLacksTheCandidateWaits() {
    Served paused = accepted(progressing, order(RolloutAction.PAUSE));
    OrderResult answer =
        Orders.answer(paused, order(RolloutAction.RESUME), cluster(Verdict.SUCCESSFUL), NOON);
    assertThat(((OrderResult.Accepted) answer).next()).isInstanceOf(Waiting.class);
  }

  @Test
  void whatIsNotPausedIsNotResumed() {
    refused(progressing, order(RolloutAction.RESUME), Reason.ILLEGAL_TRANSITION);
    refused(steady, order(RolloutAction.RESUME), Reason.ILLEGAL_TRANSITION);
  }

  @Test
  void whereNothingIsRolledOutThereIsNothingToPromotePauseOrAbort() {
    for (var action : List.of(RolloutAction.PROMOTE, RolloutAction.PAUSE, RolloutAction.ABORT)) {
      refused(steady, order(action), Reason.ILLEGAL_TRANSITION);
    }
  }

  @Test
  void anAbortedCandidateIsGivenUpAndNotStartedAgainByItself() {
    Served next = accepted(progressing, order(RolloutAction.ABORT));
    assertThat(next.servingState().serving()).isEqualTo(1);
    assertThat(next.servingState().history().get(0).outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(settle(next, ready(), NOON)).isEqualTo(next);
  }

  @Test
  void aRollBackGoesToWhatServedBeforeOrToTheVersionThatIsNamed() {
    Served promoted = accepted(progressing, order(RolloutAction.PROMOTE));
    assertThat(accepted(promoted, order(RolloutAction.ROLLBACK)).servingState().serving())
        .isEqualTo(1);
    assertThat(
            accepted(promoted, order(RolloutAction.ROLLBACK, 1, null, null))
                .servingState()
                .serving())
        .isEqualTo(1);
    refused(promoted, order(RolloutAction.ROLLBACK, 2, null, null), Reason.ILLEGAL_TRANSITION);
    refused(promoted, order(RolloutAction.ROLLBACK, 9, null, null), Reason.UNKNOWN_VERSION);
    refused(steady, order(RolloutAction.ROLLBACK), Reason.ILLEGAL_TRANSITION);
  }

  @Test
  void aRollBackEndsTheRolloutUnderWay() {
    Served next = accepted(progressing, order(RolloutAction.ROLLBACK, 1, null, null));
    assertThat(next).isInstanceOf(Idle.class);
    assertThat(next.servingState().history().get(0).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(next.revision()).isEqualTo(progressing.revision() + 1);
  }

  @Test
  void aPinEndsTheRolloutAndNothingBeginsUntilItIsTakenAway() {
    Served pinned = accepted(progressing, order(RolloutAction.PIN));
    assertThat(pinned.servingState().serving()).isEqualTo(1);
    assertThat(Policy.next(pinned, ready(), NOON)).isEmpty();
    refused(pinned, order(RolloutAction.START, 2, null, null), Reason.ILLEGAL_TRANSITION);
    refused(pinned, order(RolloutAction.PIN), Reason.ILLEGAL_TRANSITION);
    Served free = accepted(pinned, order(RolloutAction.UNPIN));
    refused(free, order(RolloutAction.UNPIN), Reason.ILLEGAL_TRANSITION);
    assertThat(accepted(free, order(RolloutAction.START, 2, null, null)).candidate()).hasValue(2);
  }

  @Test
  void aPinnedVersionIsServedWhateverServedBefore() {
    assertThat(accepted(steady, order(RolloutAction.PIN, 2, null, null)).servingState().serving())
        .isEqualTo(2);
    refused(steady, order(RolloutAction.PIN, 9, null, null), Reason.UNKNOWN_VERSION);
  }

  @Test
  void aStartTakesThePlaceOfTheRolloutUnderWay() {
    Served next = accepted(progressing, order(RolloutAction.START, 2, null, null));
    assertThat(((Waiting) next).progress().weight()).isZero();
    assertThat(((Waiting) next).progress().id())
        .isNotEqualTo(((Progressing) progressing).progress().id());
    assertThat(next.servingState().history().get(0).outcome()).isEqualTo(Outcome.SUPERSEDED);
    refused(steady, order(RolloutAction.START, 1, null, null), Reason.ILLEGAL_TRANSITION);
    refused(steady, order(RolloutAction.START, 9, null, null), Reason.UNKNOWN_VERSION);
  }

  @Test
  void aPolicyHoldsFromTheNextRolloutOn() {
    Served next =
        accepted(progressing, order(RolloutAction.SET_POLICY, null, null, RolloutPolicy.DEFAULT));
    assertThat(next.servingState().policy()).isEqualTo(RolloutPolicy.DEFAULT);
    assertThat(((Progressing) next).progress()).isEqualTo(((Progressing) progressing).progress());
  }

  @Test
  void namesAreGivenAndTakenAwayButForThoseThatFollowByThemselves() {
    Served named = accepted(steady, order(RolloutAction.SET_ALIAS, 2, "liked", null));
    assertThat(named.event().aliases()).isEqualTo(Map.of("champion", 1, "liked", 2));
    assertThat(progressing.event().aliases()).isEqualTo(Map.of("champion", 1, "challenger", 2));
    assertThat(named.needed()).containsExactlyInAnyOrder(1, 2);
    Served taken = accepted(named, order(RolloutAction.REMOVE_ALIAS, null, "liked", null));
    assertThat(taken.servingState().aliases()).isEmpty();
    refused(taken, order(RolloutAction.REMOVE_ALIAS, null, "liked", null), Reason.INVALID_ALIAS);
    refused(steady, order(RolloutAction.SET_ALIAS, 1, "champion", null), Reason.INVALID_ALIAS);
    refused(steady, order(RolloutAction.SET_ALIAS, 9, "liked", null), Reason.UNKNOWN_VERSION);
  }

  @Test
  void noMoreNamesAreGivenThanAStateMayHold() {
    Served state = steady;
    for (int i = 0; i < 100; i++) {
      state = accepted(state, order(RolloutAction.SET_ALIAS, 1, "name-" + i, null));
    }
    refused(state, order(RolloutAction.SET_ALIAS, 1, "one-more", null), Reason.INVALID_ALIAS);
    assertThat(accepted(state, order(RolloutAction.SET_ALIAS, 2, "name-1", null)).revision())
        .isEqualTo(state.revision() + 1);
  }

  @Test
  void anOrderForAnotherRevisionIsRefusedBeforeAnythingElseIsLookedAt() {
    var stale =
        new RolloutRequested(
            "order-1", "clothing", RolloutAction.START, 7, 9, null, null, null, null, NOON);
    OrderResult.Refused refused = refused(steady, stale, Reason.STALE_REVISION);
    assertThat(refused.detail())
        .isEqualTo(
            "the order is based on revision 7 of clothing, but the current revision is 1; check the"
                + " state and repeat the order");
  }

  @Test
  void aModelWithoutVersionsAndAnActionOfALaterReleaseAreRefused() {
    var unserved = new Unserved("clothing", 0, RolloutPolicy.DEFAULT);
    assertThat(Orders.answer(unserved, order(RolloutAction.ABORT), ready(), NOON))
        .isInstanceOfSatisfying(
            OrderResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_MODEL));
    refused(steady, order(RolloutAction.UNKNOWN), Reason.INVALID_ORDER);
  }

  @Test
  void aPublishedVersionOfWhichNothingIsKnownIsNamedInTheRefusal() {
    var cluster = new ObservedCluster(new TreeSet<>(List.of(1)), List.of(), ready().evidence());
    OrderResult answer =
        Orders.answer(steady, order(RolloutAction.START, 2, null, null), cluster, NOON);
    assertThat(answer)
        .isEqualTo(
            new OrderResult.Refused(
                Reason.UNKNOWN_VERSION, "clothing:2 is not published; published versions are [1]"));
  }

  private static Served accepted(ModelState state, RolloutRequested order) {
    return ((OrderResult.Accepted) Orders.answer(state, order, ready(), NOON)).next();
  }

  private static OrderResult.Refused refused(
      ModelState state, RolloutRequested order, Reason reason) {
    OrderResult.Refused refused = (OrderResult.Refused) Orders.answer(state, order, ready(), NOON);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).isNotBlank();
    return refused;
  }
}
