package dev.weft.gateway.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutRefused;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The newest orders and what became of them, so that an order that is given twice is carried out
 * once. Bounded: the oldest is forgotten first. Thread-safe.
 */
public final class OrderAnswers {

  private final int kept;
  private final Map<String, CompletableFuture<OrderAnswer>> byOrder = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param kept how many at most
   */
  public OrderAnswers(int kept) {
    this.kept = kept;
  }

  /**
   * An order's answer, now or later.
   *
   * @param orderId the order
   * @param first called in the caller's thread if nobody has asked for it before; if it throws, the
   *     order is as good as never given
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
      forget(orderId);
      throw e;
    }
    return answer;
  }

  /** Takes an answer in. */
  public void hear(RolloutChanged state) {
    if (state.cause().orderId() != null) {
      hear(state.cause().orderId(), new OrderAnswer.Accepted(state));
    }
  }

  /** Takes an answer in. */
  public void hear(RolloutRefused refusal) {
    hear(refusal.orderId(), new OrderAnswer.Refused(refusal));
  }

  private void hear(String orderId, OrderAnswer answer) {
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

  private synchronized void forget(String orderId) {
    byOrder.remove(orderId);
  }
}
