package dev.weft.classifier.consume;

import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.Seconds;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.ImageTracing;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.kafka.group.TransactionalMember;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Commits the ready outcomes of all partitions in one transaction. After a failure nothing is
 * computed again: the outcomes stay with their partitions, the group's offsets show which of them
 * were committed after all, and the others are sent again after a back-off. Confined to the poll
 * thread.
 */
public final class TransactionCommitter {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier.answers");
  private static final Duration ASK = Duration.ofSeconds(10);

  private final AssignedPartitions assigned;
  private final TransactionalMember member;
  private final RecordMapper mapper;
  private final FailureTracker tracker;
  private final PipelineListener listener;
  private final ImageTracing tracing;
  private final InstantSource clock;
  private final CommitGathering gathering;
  private int failures;
  private boolean inDoubt;
  private long notBefore = System.nanoTime();

  public TransactionCommitter(
      AssignedPartitions assigned,
      TransactionalMember member,
      RecordMapper mapper,
      FailureTracker tracker,
      PipelineListener listener,
      InstantSource clock) {
    this.assigned = assigned;
    this.member = member;
    this.mapper = mapper;
    this.tracker = tracker;
    this.listener = listener;
    this.tracing = listener.tracing();
    this.clock = clock;
    this.gathering = new CommitGathering(clock);
  }

  /**
   * Commits if anything is ready, does not {@linkplain CommitGathering wait for more}, and no
   * back-off is in effect. The first call creates the producer, which aborts the open transaction
   * of a killed process with this instance id.
   */
  void commitReady() {
    if (System.nanoTime() - notBefore >= 0
        && gathering.left(assigned.all(), Duration.ZERO).isZero()) {
      commitNow();
    }
  }

  /** Commits if anything is ready, whether or not it could wait. */
  void commitNow() {
    gathering.ended();
    try {
      member.open();
      if (assigned.all().stream().anyMatch(AssignedPartition::hasReady)) {
        if (inDoubt) {
          askWhatWasCommitted();
        }
        inDoubt = true;
        commit();
        inDoubt = false;
      }
      failures = 0;
      tracker.recovered(Stage.COMMIT);
    } catch (KafkaException | IllegalStateException e) {
      failures++;
      var delay = tracker.delay(failures);
      notBefore = System.nanoTime() + delay.toNanos();
      tracker.failing(Stage.COMMIT, e);
    }
  }

  /** Time that the poll thread may wait until the next commit is due, at most {@code most}. */
  Duration untilDue(Duration most) {
    Duration left =
        failures == 0
            ? gathering.left(assigned.all(), most)
            : Duration.ofNanos(Math.max(0, notBefore - System.nanoTime()));
    return left.compareTo(most) < 0 ? left : most;
  }

  private void commit() {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    var results = new ArrayList<ProducerRecord<String, byte[]>>();
    for (AssignedPartition owned : assigned.all()) {
      var ready = owned.ready();
      if (ready != null) {
        offsets.put(owned.partition(), new OffsetAndMetadata(ready.nextOffset()));
        ready.results().forEach(outcome -> write(outcome, results));
      }
    }
    if (offsets.isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    member.commit(results, offsets);
    offsets.forEach((partition, offset) -> settle(partition, offset.offset()));
    listener.committed(results.size(), Seconds.since(started));
  }

  private void write(ImageOutcome outcome, List<ProducerRecord<String, byte[]>> results) {
    if (outcome instanceof ImageOutcome.Classified classified) {
      add(mapper.classified(classified.event(), classified.origin()), classified.origin(), results);
      write(classified.failure(), classified.origin(), results);
    } else if (outcome instanceof ImageOutcome.Rejected rejected) {
      add(mapper.rejected(rejected.event()), rejected.event().origin(), results);
      write(rejected.failure(), rejected.event().origin(), results);
    }
  }

  private void write(
      ImageFailed failure, Origin origin, List<ProducerRecord<String, byte[]>> results) {
    if (failure != null) {
      results.add(mapper.failed(failure, origin));
    }
  }

  private void add(
      ProducerRecord<String, byte[]> answer,
      Origin origin,
      List<ProducerRecord<String, byte[]>> results) {
    tracing.answering(origin, answer);
    results.add(answer);
  }

  private void askWhatWasCommitted() {
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
        committed(assigned.partitions()).entrySet()) {
      if (entry.getValue() != null) {
        settle(entry.getKey(), entry.getValue().offset());
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    try {
      return member.consumer().committed(partitions, ASK);
    } catch (WakeupException e) {
      return member.consumer().committed(partitions, ASK);
    }
  }

  private void settle(TopicPartition partition, long nextOffset) {
    Instant now = clock.instant();
    for (AssignedPartition owned : assigned.of(Set.of(partition))) {
      if (owned.isOpen()) {
        owned.committed(nextOffset).forEach(outcome -> report(outcome, now));
        tracing.committed(partition, nextOffset);
      }
    }
  }

  private void report(ImageOutcome outcome, Instant now) {
    if (outcome instanceof ImageOutcome.Classified classified) {
      var event = classified.event();
      listener.classified(event, Seconds.between(event.uploadedAt(), now));
      report(classified.origin(), event);
      report(classified.failure());
    } else if (outcome instanceof ImageOutcome.Rejected rejected) {
      listener.rejected(rejected.event());
      report(rejected.event().origin(), rejected.event());
      report(rejected.failure());
    }
  }

  @SuppressWarnings("try") // only closed, not used otherwise
  private void report(Origin origin, WeftEvent answer) {
    if (LOG.isDebugEnabled()) {
      try (var stay = tracing.at(origin)) {
        LogFields.about(
            Subject.of(answer), () -> LOG.debugf("answered %s: %s", origin, answer.key()));
      }
    }
    tracing.answered(origin, answer);
  }

  private void report(ImageFailed failure) {
    if (failure != null) {
      listener.failed(failure);
    }
  }
}
