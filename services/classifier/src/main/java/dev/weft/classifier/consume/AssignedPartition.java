package dev.weft.classifier.consume;

import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.SourcePartition;
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
 * until those ids are known. Confined to the poll thread, except {@link #isAbandoned()}.
 */
public final class AssignedPartition implements SourcePartition {

  private final TopicPartition partition;
  private final CommittableOffsets<ImageOutcome> tracker = new CommittableOffsets<>();
  private final Map<InFlightImage, CommittableOffsets.Entry<ImageOutcome>> working =
      new HashMap<>();
  private final Set<String> answering = new HashSet<>();
  private final Deque<ConsumerRecord<String, byte[]>> held = new ArrayDeque<>();
  private DedupIds answered;
  private boolean full;
  private volatile boolean abandoned;
  private volatile long committedTo;

  public AssignedPartition(TopicPartition partition) {
    this.partition = partition;
  }

  public TopicPartition partition() {
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

  /** Whether the answered ids are known. */
  boolean isOpen() {
    return answered != null;
  }

  /** Opens the partition and returns the records that waited for it. */
  public List<ConsumerRecord<String, byte[]>> open(DedupIds known) {
    answered = known;
    var waited = List.copyOf(held);
    held.clear();
    return waited;
  }

  public void hold(ConsumerRecord<String, byte[]> record) {
    held.add(record);
  }

  /** Whether the image was answered, or is about to be. */
  boolean knows(String imageId) {
    return answering.contains(imageId) || answered.contains(imageId);
  }

  /** Adds a record whose outcome is known already. */
  public void settle(long offset, ImageOutcome outcome) {
    tracker.complete(tracker.begin(offset), outcome);
    String id = answeredId(outcome);
    if (id != null) {
      answering.add(id);
    }
  }

  /** Adds a record that is being processed. */
  public void begin(long offset, InFlightImage inFlight) {
    working.put(inFlight, tracker.begin(offset));
    answering.add(inFlight.event().imageId());
  }

  @Override
  public void complete(InFlightImage inFlight, ImageOutcome outcome) {
    var entry = working.remove(inFlight);
    if (entry != null) {
      if (outcome instanceof ImageOutcome.OwnedElsewhere) {
        answering.remove(inFlight.event().imageId());
      }
      tracker.complete(entry, outcome);
    }
  }

  boolean hasReady() {
    return tracker.hasReady();
  }

  /** Number of images without an outcome. */
  int inProgress() {
    return working.size();
  }

  /** Outcomes that can be committed; null if there are none. */
  CommittableOffsets.Ready<ImageOutcome> ready() {
    return tracker.hasReady() ? tracker.ready() : null;
  }

  /** Marks everything before {@code nextOffset} as answered and returns it. */
  public List<ImageOutcome> committed(long nextOffset) {
    var outcomes = tracker.committed(nextOffset);
    for (ImageOutcome outcome : outcomes) {
      String id = answeredId(outcome);
      if (id != null) {
        answering.remove(id);
        (outcome instanceof ImageOutcome.Rejected ? answered.rejected() : answered.classified())
            .add(id);
      }
    }
    committedTo = Math.max(committedTo, nextOffset);
    return outcomes;
  }

  /**
   * The id that an outcome answers. Null for a repetition, for another model's image and for an
   * invalid event, which must not suppress a valid one for the same image.
   */
  private static String answeredId(ImageOutcome outcome) {
    if (outcome instanceof ImageOutcome.Classified classified) {
      return classified.event().imageId();
    } else if (outcome instanceof ImageOutcome.Rejected rejected) {
      return RecordMapper.answeredId(rejected.event());
    }
    return null;
  }

  /**
   * Cancels the images that have not been started. Started ones may still be {@link #complete
   * completed}.
   */
  void cancelQueued() {
    List.copyOf(working.keySet()).forEach(InFlightImage::cancel);
  }

  /**
   * Whether waiting could make more outcomes {@link #ready}: the first unfinished image has been
   * started.
   */
  boolean isWorthWaiting() {
    return working.entrySet().stream()
        .min((a, b) -> Long.compare(a.getValue().offset(), b.getValue().offset()))
        .filter(first -> !first.getKey().isCancelled())
        .isPresent();
  }

  /** Drops all records. */
  public void abandon() {
    abandoned = true;
    cancelQueued();
    working.clear();
    held.clear();
  }

  /** Number of records that are not committed, including those on hold. */
  public int inFlight() {
    return tracker.size() + held.size();
  }

  /**
   * Whether polling should pause: from {@code most} records in flight, until half of them are
   * committed.
   */
  boolean isFull(int most) {
    int inFlight = inFlight();
    full = full ? inFlight > most / 2 : inFlight >= most;
    return full;
  }
}
