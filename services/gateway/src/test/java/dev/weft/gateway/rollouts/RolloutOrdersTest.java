package dev.weft.gateway.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.WeftEvent;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.gateway.Events;
import dev.weft.gateway.RolloutEvents;
import dev.weft.gateway.intake.BrokerUnavailableException;
import dev.weft.gateway.intake.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RolloutOrdersTest {

  private final List<WeftEvent> published = new ArrayList<>();
  private final OrderAnswers answers = new OrderAnswers(2);
  private final RolloutRequested pause = RolloutEvents.order("o-1", RolloutAction.PAUSE);

  @Test
  void anOrderThatIsCarriedOutIsAnsweredWithTheStateSinceThen() {
    CompletableFuture<OrderAnswer> answer = orders(published::add).give(pause);
    assertThat(answer).isNotDone();
    assertThat(published).containsExactly(pause);

    answers.apply(stateBy(pause));

    assertThat(answer.join()).isEqualTo(new OrderAnswer.Accepted(stateBy(pause)));
  }

  @Test
  void anOrderThatIsRefusedIsAnsweredWithTheRefusal() {
    RolloutRefused refusal = RolloutEvents.refused("o-1", 7, Reason.STALE_REVISION);

    CompletableFuture<OrderAnswer> answer = orders(order -> answers.apply(refusal)).give(pause);

    assertThat(answer.join()).isEqualTo(new OrderAnswer.Refused(refusal));
  }

  @Test
  void theAnswerToAnotherOrderIsNotTakenForIt() {
    CompletableFuture<OrderAnswer> answer = orders(published::add).give(pause);

    answers.apply(stateBy(RolloutEvents.order("o-2", RolloutAction.PAUSE)));
    answers.apply(RolloutEvents.serving(9));

    assertThat(answer).isNotDone();
  }

  @Test
  void anOrderThatNobodyAnswersIsSaidToBeUnansweredAndCanBeWaitedForAgain() {
    RolloutOrders impatient = new RolloutOrders(published::add, answers, Duration.ofMillis(1));
    assertThat(impatient.give(pause).join()).isEqualTo(new OrderAnswer.Unanswered("o-1"));

    answers.apply(stateBy(pause));

    assertThat(impatient.give(pause).join()).isEqualTo(new OrderAnswer.Accepted(stateBy(pause)));
    assertThat(published).hasSize(1);
  }

  @Test
  void anOrderThatWasAnsweredThroughAnotherGatewayIsNotGivenAgain() {
    answers.apply(stateBy(pause));

    assertThat(orders(published::add).give(pause).join())
        .isEqualTo(new OrderAnswer.Accepted(stateBy(pause)));
    assertThat(published).isEmpty();
  }

  @Test
  void anOrderThatTheBrokerDidNotTakeMayBeGivenAgain() {
    RolloutOrders failing =
        orders(
            order -> {
              throw new BrokerUnavailableException("topic", "away", null);
            });
    assertThatThrownBy(() -> failing.give(pause)).isInstanceOf(BrokerUnavailableException.class);

    CompletableFuture<OrderAnswer> again = orders(published::add).give(pause);

    assertThat(again).isNotDone();
    assertThat(published).containsExactly(pause);
  }

  @Test
  void whoRepeatsAnOrderWhileTheBrokerDoesNotTakeItIsToldSoToo() {
    List<CompletableFuture<OrderAnswer>> repeated = new ArrayList<>();
    RolloutOrders failing =
        orders(
            order -> {
              repeated.add(orders(published::add).give(pause));
              throw new BrokerUnavailableException("topic", "away", null);
            });

    assertThatThrownBy(() -> failing.give(pause)).isInstanceOf(BrokerUnavailableException.class);

    assertThat(published).isEmpty();
    assertThat(repeated.get(0))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(BrokerUnavailableException.class);
  }

  @Test
  void theOldestAnswersAreForgottenFirst() {
    for (String id : List.of("o-1", "o-2", "o-3")) {
      answers.apply(RolloutEvents.refused(id, 7, Reason.ILLEGAL_TRANSITION));
    }

    orders(published::add).give(RolloutEvents.order("o-3", RolloutAction.PAUSE));
    orders(published::add).give(pause);

    assertThat(published).containsExactly(pause);
  }

  private RolloutOrders orders(EventPublisher publisher) {
    return new RolloutOrders(publisher, answers, Duration.ofMinutes(1));
  }

  private static RolloutChanged stateBy(RolloutRequested order) {
    return RolloutEvents.serving(8, Cause.of(order), Events.at(3));
  }
}
