package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutRequested;
import dev.weft.gateway.intake.EventPublisher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gives orders and waits for what becomes of them. The rollout service decides. Thread-safe. */
public final class RolloutOrders {

  private final EventPublisher publisher;
  private final OrderAnswers answers;
  private final Duration patience;

  /**
   * @param patience how long an answer is waited for
   */
  public RolloutOrders(EventPublisher publisher, OrderAnswers answers, Duration patience) {
    this.publisher = publisher;
    this.answers = answers;
    this.patience = patience;
  }

  /**
   * Publishes an order, unless it was given through this replica or answered not long ago, and
   * waits for its answer without holding a thread.
   *
   * @throws dev.weft.gateway.intake.BrokerUnavailableException if it is not known to be in its
   *     topic
   */
  public CompletableFuture<OrderAnswer> give(RolloutRequested order) {
    // The answer that all share must not be completed by one caller's patience.
    return answers
        .to(order.orderId(), () -> publisher.publish(order))
        .copy()
        .completeOnTimeout(
            new OrderAnswer.Unanswered(order.orderId()),
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
