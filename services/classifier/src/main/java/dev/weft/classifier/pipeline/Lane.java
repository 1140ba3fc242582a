package dev.weft.classifier.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One assigned partition: its records in flight, the ids it has answered, and the records that wait
 * until those ids are known. Belongs to the poll thread, but for {@link #isAbandoned()}.
 */
final class Lane implements ImageSource {

  private final TopicPartition partition;
  private final PrefixTracker<Outcome> tracker = new PrefixTracker<>();
  private final Map<Work, PrefixTracker.Entry<Outcome>> working = new HashMap<>();
  private final Set<String> answering = new HashSet<>();
  private final Deque<ConsumerRecord<String, byte[]>> held = new ArrayDeque<>();
  private AnsweredIds answered;
  private boolean full;
  private volatile boolean abandoned;
  private volatile long committedTo;

  Lane(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  @Override
  public boolean isAbandoned() {
    return abandoned;
  }

  @Override
  public boolean isCommitted(long offset) {
    return offset < committedTo;
  }

  /** Whether it is known which ids were answered. */
  boolean isOpen() {
    return answered != null;
  }

  /** Opens the lane and returns the records that waited for it. */
  List<ConsumerRecord<String, byte[]>> open(AnsweredIds known) {
    answered = known;
    var waited = List.copyOf(held);
    held.clear();
    return waited;
  }

  void hold(ConsumerRecord<String, byte[]> record) {
    held.add(record);
  }

  /** Whether the image was answered, or is about to be. */
  boolean knows(String imageId) {
    return answering.contains(imageId) || answered.contains(imageId);
  }

  /** Takes in a record whose outcome is known. */
  void settle(long offset, Outcome outcome) {
    tracker.complete(tracker.begin(offset), outcome);
    String id = answeredId(outcome);
    if (id != null) {
      answering.add(id);
    }
  }

  /** Takes in a record that is worked on. */
  void begin(long offset, Work work) {
    working.put(work, tracker.begin(offset));
    answering.add(work.event().imageId());
  }

  @Override
  public void complete(Work work, Outcome outcome) {
    var entry = working.remove(work);
    if (entry != null) {
      if (outcome instanceof Outcome.Anothers) {
        answering.remove(work.event().imageId());
      }
      tracker.complete(entry, outcome);
    }
  }

  boolean hasReady() {
    return tracker.hasReady();
  }

  /** What may be committed; null if nothing. */
  PrefixTracker.Ready<Outcome> ready() {
    return tracker.hasReady() ? tracker.ready() : null;
  }

  /** Moves everything before {@code nextOffset} to the answered and returns it. */
  List<Outcome> committed(long nextOffset) {
    var outcomes = tracker.committed(nextOffset);
    for (Outcome outcome : outcomes) {
      String id = answeredId(outcome);
      if (id != null) {
        answering.remove(id);
        (outcome instanceof Outcome.Rejected ? answered.rejected() : answered.classified()).add(id);
      }
    }
    committedTo = Math.max(committedTo, nextOffset);
    return outcomes;
  }

  /**
   * The id that an outcome answers; null for a repetition, for another model's image and for an
   * invalid event, which must not stand in the way of a valid one for the same image.
   */
  private static String answeredId(Outcome outcome) {
    if (outcome instanceof Outcome.Classified classified) {
      return classified.event().imageId();
    } else if (outcome instanceof Outcome.Rejected rejected) {
      return Wire.answeredId(rejected.event());
    }
    return null;
  }

  /** Cancels what has not begun. What has may still be {@link #complete completed}. */
  void cancelQueued() {
    List.copyOf(working.keySet()).forEach(Work::cancel);
  }

  /** Whether waiting would make more of it {@link #ready}: the first unfinished has begun. */
  boolean isWorthWaiting() {
    return working.entrySet().stream()
        .min((a, b) -> Long.compare(a.getValue().offset(), b.getValue().offset()))
        .filter(first -> !first.getKey().isCancelled())
        .isPresent();
  }

  /** Drops everything. */
  void abandon() {
    abandoned = true;
    cancelQueued();
    working.clear();
    held.clear();
  }

  /** Records taken in and not committed, those on hold included. */
  int inFlight() {
    return tracker.size() + held.size();
  }

  /**
   * Whether no more records should be polled: from {@code most} in flight on, until half of them
   * are committed.
   */
  boolean isFull(int most) {
    int inFlight = inFlight();
    full = full ? inFlight > most / 2 : inFlight >= most;
    return full;
  }
}
