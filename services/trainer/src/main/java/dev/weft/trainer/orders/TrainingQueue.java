package dev.weft.trainer.orders;

import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingRequested;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The orders of one partition that are not done, oldest first. Not thread-safe.
 *
 * <p>What is done behind something that is not stays in the queue, so that the committed offset
 * never passes a request that has no end.
 */
final class TrainingQueue {
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long next;

  /** A request and what became of it. */
  private static final class Entry {
    private final long offset;
    private final TrainingRequested request;
    private boolean done;

    Entry(long offset, TrainingRequested request) {
      this.offset = offset;
      this.request = request;
    }
  }

  /**
   * Takes an order in.
   *
   * @param order null for a record that holds none
   * @return the request that it cancels; empty if it cancels none that is here
   */
  Optional<TrainingRequested> add(long offset, TrainingOrder order) {
    next = offset + 1;
    if (order instanceof TrainingRequested request) {
      if (find(request.trainingId()).isEmpty()) {
        entries.add(new Entry(offset, request));
      }
      return Optional.empty();
    }
    return order instanceof TrainingCancelled cancelled
        ? find(cancelled.trainingId()).map(entry -> entry.request)
        : Optional.empty();
  }

  private Optional<Entry> find(String trainingId) {
    return entries.stream()
        .filter(entry -> !entry.done && entry.request.trainingId().equals(trainingId))
        .findFirst();
  }

  /** Whether a request is here and has no end. */
  boolean isWaiting(String trainingId) {
    return find(trainingId).isPresent();
  }

  /** The oldest request that has no end. */
  Optional<TrainingRequested> first() {
    return entries.stream().filter(entry -> !entry.done).map(entry -> entry.request).findFirst();
  }

  /** Other requests for the same work that have no end. */
  List<String> sameAs(TrainingRequested request) {
    List<String> same = new ArrayList<>();
    for (Entry entry : entries) {
      boolean other = !entry.request.trainingId().equals(request.trainingId());
      if (!entry.done && other && entry.request.asksTheSameAs(request)) {
        same.add(entry.request.trainingId());
      }
    }
    return same;
  }

  /**
   * A request has its end.
   *
   * @return whether it was waiting here without one
   */
  boolean end(String trainingId) {
    Optional<Entry> entry = find(trainingId);
    entry.ifPresent(found -> found.done = true);
    while (!entries.isEmpty() && entries.peek().done) {
      entries.remove();
    }
    return entry.isPresent();
  }

  /** Requests without an end. */
  int size() {
    return (int) entries.stream().filter(entry -> !entry.done).count();
  }

  /** The offset before which everything is done. */
  long committable() {
    return entries.isEmpty() ? next : entries.peek().offset;
  }
}
