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
 * The orders of one partition that are not completed, oldest first. Not thread-safe.
 *
 * <p>An order that is completed before an older one stays in the queue, so that the committed
 * offset never passes an open request.
 */
final class TrainingQueue {
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long next;

  /** A request and its state. */
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
   * Adds an order.
   *
   * @param order null for a record without a valid order
   * @return the request that it cancels; empty if it cancels none in the queue
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

  /** Whether a request is in the queue and open. */
  boolean isWaiting(String trainingId) {
    return find(trainingId).isPresent();
  }

  /** Returns the oldest open request. */
  Optional<TrainingRequested> first() {
    return entries.stream().filter(entry -> !entry.done).map(entry -> entry.request).findFirst();
  }

  /** Returns other open requests for the same work. */
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
   * Marks a request as ended.
   *
   * @return whether it was open in this queue
   */
  boolean end(String trainingId) {
    Optional<Entry> entry = find(trainingId);
    entry.ifPresent(found -> found.done = true);
    while (!entries.isEmpty() && entries.peek().done) {
      entries.remove();
    }
    return entry.isPresent();
  }

  /** Returns the number of open requests. */
  int size() {
    return (int) entries.stream().filter(entry -> !entry.done).count();
  }

  /** Returns the offset up to which all orders are completed. */
  long committable() {
    return entries.isEmpty() ? next : entries.peek().offset;
  }
}
