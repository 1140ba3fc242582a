package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutRequested;
import dev.weft.gateway.intake.EventPublisher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Publishes orders and waits for their answers. The rollout service decides. Thread-safe. */
public final class RolloutOrders {

  private final EventPublisher publisher;
  private final OrderAnswers answers;
  private final Duration timeout;

  /**
   * @param timeout how long to wait for an answer
   */
  public RolloutOrders(EventPublisher publisher, OrderAnswers answers, Duration timeout) {
    this.publisher = publisher;
    this.answers = answers;
    this.timeout = timeout;
  }

  /**
   * Publishes an order, unless this replica has published it or seen its answer recently, and waits
   * asynchronously for its answer. If another caller is publishing it and fails, the answer fails
   * with the same exception.
   *
   * @throws dev.weft.gateway.intake.BrokerUnavailableException if it is not known to be in its
   *     topic
   */
  public CompletableFuture<OrderAnswer> give(RolloutRequested order) {
    // A copy, since the shared future must not be completed by one caller's timeout.
    return answers
        .to(order.orderId(), () -> publisher.publish(order))
        .copy()
        .completeOnTimeout(
            new OrderAnswer.Unanswered(order.orderId()), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
