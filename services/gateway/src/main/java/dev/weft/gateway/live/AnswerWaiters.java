package dev.weft.gateway.live;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.model.ServingRole;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that wait for the answer to an image. Bounded; thread-safe. */
public final class AnswerWaiters {

  private final int limit;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<String, Set<CompletableFuture<Optional<WeftEvent>>>> byImage =
      new ConcurrentHashMap<>();

  /**
   * @param limit maximum number of waiting requests; further ones get no answer
   */
  public AnswerWaiters(int limit) {
    this.limit = limit;
  }

  /**
   * Waits for the answer; completes with empty after the time limit. To be called before the image
   * is published, so that its answer is not missed.
   */
  public CompletableFuture<Optional<WeftEvent>> await(String imageId, Duration timeout) {
    if (waiting.incrementAndGet() > limit) {
      waiting.decrementAndGet();
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<WeftEvent>> answer = new CompletableFuture<>();
    byImage.compute(
        imageId,
        (id, others) -> {
          Set<CompletableFuture<Optional<WeftEvent>>> all =
              others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(answer);
          return all;
        });
    answer.whenComplete((event, failure) -> forget(imageId, answer));
    return answer.completeOnTimeout(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether a request waits for this event, which is an image's answer. */
  public boolean areAnswered(WeftEvent event) {
    return isAnswer(event) && byImage.containsKey(event.key());
  }

  /** Completes all requests that wait for this event's image. */
  public void complete(WeftEvent event) {
    Set<CompletableFuture<Optional<WeftEvent>>> waiters =
        isAnswer(event) ? byImage.get(event.key()) : null;
    if (waiters != null) {
      waiters.forEach(waiter -> waiter.complete(Optional.of(event)));
    }
  }

  private static boolean isAnswer(WeftEvent event) {
    return event instanceof ImageRejected rejected && rejected.imageId() != null
        || event instanceof ImageClassified classified && classified.role() != ServingRole.SHADOW;
  }

  /** Number of requests that wait for an image's answer. */
  public int of(String imageId) {
    return byImage.getOrDefault(imageId, Set.of()).size();
  }

  /** Number of waiting requests. */
  public int size() {
    return waiting.get();
  }

  private void forget(String imageId, CompletableFuture<Optional<WeftEvent>> answer) {
    waiting.decrementAndGet();
    byImage.computeIfPresent(
        imageId,
        (id, others) -> {
          others.remove(answer);
          return others.isEmpty() ? null : others;
        });
  }
}
