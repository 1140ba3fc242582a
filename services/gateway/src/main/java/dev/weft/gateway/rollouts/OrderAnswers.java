package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutRefused;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Recent orders and their answers, to deduplicate orders that are sent twice. Bounded: the oldest
 * is dropped first. Thread-safe.
 */
public final class OrderAnswers {

  private final int kept;
  private final Map<String, CompletableFuture<OrderAnswer>> byOrder = new LinkedHashMap<>();

  /**
   * @param kept maximum number of orders
   */
  public OrderAnswers(int kept) {
    this.kept = kept;
  }

  /**
   * The answer to an order, which may be pending.
   *
   * @param orderId the order
   * @param first run in the caller's thread if the order is not known yet; if it throws, the order
   *     stays unknown, and whoever received its answer meanwhile gets the exception
   */
  CompletableFuture<OrderAnswer> to(String orderId, Runnable first) {
    CompletableFuture<OrderAnswer> answer = new CompletableFuture<>();
    synchronized (this) {
      CompletableFuture<OrderAnswer> known = byOrder.get(orderId);
      if (known != null) {
        return known;
      }
      put(orderId, answer);
    }
    try {
      first.run();
    } catch (RuntimeException e) {
      forget(orderId, answer);
      answer.completeExceptionally(e);
      throw e;
    }
    return answer;
  }

  /** Processes an answer. */
  public void apply(RolloutChanged state) {
    if (state.cause().orderId() != null) {
      apply(state.cause().orderId(), new OrderAnswer.Accepted(state));
    }
  }

  /** Processes an answer. */
  public void apply(RolloutRefused refusal) {
    apply(refusal.orderId(), new OrderAnswer.Refused(refusal));
  }

  private void apply(String orderId, OrderAnswer answer) {
    CompletableFuture<OrderAnswer> waiting;
    synchronized (this) {
      if (!byOrder.containsKey(orderId)) {
        put(orderId, new CompletableFuture<>());
      }
      waiting = byOrder.get(orderId);
    }
    waiting.complete(answer);
  }

  private void put(String orderId, CompletableFuture<OrderAnswer> answer) {
    byOrder.put(orderId, answer);
    if (byOrder.size() > kept) {
      Iterator<String> oldest = byOrder.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private synchronized void forget(String orderId, CompletableFuture<OrderAnswer> answer) {
    byOrder.remove(orderId, answer);
  }
}
