package dev.weft.gateway.trainings;

import dev.weft.events.WeftEvent;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The newest trainings, built from their topics. Bounded: if there are too many, the oldest ended
 * one is dropped, or otherwise the oldest. Thread-safe.
 */
public final class Trainings {

  private static final Comparator<TrainingView> OLDEST_FIRST =
      Comparator.comparing(TrainingView::requestedAt).thenComparing(TrainingView::id);

  private final int kept;
  private final Map<String, TrainingLog> logs = new HashMap<>();

  /**
   * @param kept maximum number of trainings, at least 1
   */
  public Trainings(int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException(
          "at least one training must be kept, but the limit is " + kept);
    }
    this.kept = kept;
  }

  /** Processes an order; idempotent. */
  public void apply(TrainingOrder order) {
    synchronized (this) {
      TrainingLog log = log(order.trainingId(), order.model());
      if (order instanceof TrainingRequested requested) {
        log.requested(requested);
      } else {
        log.cancelled((TrainingCancelled) order);
      }
      forgetOld();
    }
  }

  /**
   * Processes an event of the topics; ignores events that are not about trainings.
   *
   * @param offset of the event, which grows within a training
   */
  public void apply(WeftEvent event, long offset) {
    if (event instanceof TrainingOrder order) {
      apply(order);
    } else if (event instanceof TrainingProgressed progressed) {
      CompletableFuture<Void> changed;
      synchronized (this) {
        TrainingLog log = log(progressed.trainingId(), progressed.model());
        changed = log.progressed(offset, progressed);
        forgetOld();
      }
      if (changed != null) {
        changed.complete(null);
      }
    }
  }

  /** A training; empty if it is unknown, or was dropped. */
  public synchronized Optional<TrainingView> get(String id) {
    return Optional.ofNullable(logs.get(id)).map(TrainingLog::view);
  }

  /**
   * The newest trainings, newest first.
   *
   * @param model whose trainings to return; null for all
   */
  public synchronized List<TrainingView> newest(String model, int limit) {
    return logs.values().stream()
        .map(TrainingLog::view)
        .filter(view -> model == null || view.model().equals(model))
        .sorted(OLDEST_FIRST.reversed())
        .limit(limit)
        .toList();
  }

  /** A queued or running training on a named data set; empty if there is none. */
  public synchronized Optional<TrainingView> underWayOn(String dataset) {
    return logs.values().stream()
        .map(TrainingLog::view)
        .filter(view -> !view.state().isEnd())
        .filter(view -> view.request() != null && dataset.equals(view.request().dataset()))
        .min(OLDEST_FIRST);
  }

  /**
   * The next signal for a subscriber. Never fails.
   *
   * @param after offset of the subscriber's last event; negative for none, which starts with the
   *     newest
   * @param timeout after which it gets {@link TrainingSignal.Quiet}
   */
  public CompletableFuture<TrainingSignal> next(String id, long after, Duration timeout) {
    CompletableFuture<Void> changed;
    synchronized (this) {
      TrainingLog log = logs.get(id);
      if (log == null) {
        return CompletableFuture.completedFuture(new TrainingSignal.End());
      }
      TrainingSignal.Progress news = log.after(after < 0 ? log.lastOffset() - 1 : after);
      if (news != null) {
        return CompletableFuture.completedFuture(news);
      }
      if (log.isEnded()) {
        return CompletableFuture.completedFuture(new TrainingSignal.End());
      }
      changed = log.changed();
    }
    return changed
        .thenApply(ignored -> true)
        .completeOnTimeout(false, timeout.toNanos(), TimeUnit.NANOSECONDS)
        .thenCompose(
            woken ->
                woken
                    ? next(id, after, timeout)
                    : CompletableFuture.completedFuture(new TrainingSignal.Quiet()));
  }

  /** Number of trainings. */
  public synchronized int size() {
    return logs.size();
  }

  private TrainingLog log(String id, String model) {
    return logs.computeIfAbsent(id, unknown -> new TrainingLog(id, model));
  }

  private void forgetOld() {
    while (logs.size() > kept) {
      Comparator<TrainingView> endedFirst =
          Comparator.comparing(view -> view.state().isEnd() ? 0 : 1);
      logs.values().stream()
          .map(TrainingLog::view)
          .min(endedFirst.thenComparing(OLDEST_FIRST))
          .ifPresent(oldest -> logs.remove(oldest.id()));
    }
  }
}
