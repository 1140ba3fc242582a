package dev.weft.classifier.pipeline;

import dev.weft.events.ImageUploaded;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The assigned partitions, and the way into them: an event that is invalid, late, repeated or for
 * another model has its outcome at once, any other becomes {@link Work}. Belongs to the poll
 * thread.
 */
final class Lanes {

  private final Map<TopicPartition, Lane> lanes = new LinkedHashMap<>();
  private final Wire wire;
  private final Assignment assignment;
  private final Consumer<Work> submit;
  private final PipelineListener listener;
  private final Journeys journeys;
  private final InstantSource clock;
  private final int maxInFlight;

  Lanes(
      Wire wire,
      Assignment assignment,
      Consumer<Work> submit,
      PipelineListener listener,
      InstantSource clock,
      int maxInFlight) {
    this.wire = wire;
    this.assignment = assignment;
    this.submit = submit;
    this.listener = listener;
    this.journeys = listener.journeys();
    this.clock = clock;
    this.maxInFlight = maxInFlight;
  }

  List<Lane> add(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(partition -> lanes.computeIfAbsent(partition, Lane::new))
        .toList();
  }

  /** Drops partitions and all that is in flight for them. */
  void abandon(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      var lane = lanes.remove(partition);
      if (lane != null) {
        lane.abandon();
        journeys.lost(partition);
      }
    }
  }

  Set<TopicPartition> partitions() {
    return Set.copyOf(lanes.keySet());
  }

  /** Those of the partitions that are assigned. */
  List<Lane> of(Collection<TopicPartition> partitions) {
    return partitions.stream().map(lanes::get).filter(Objects::nonNull).toList();
  }

  Collection<Lane> all() {
    return lanes.values();
  }

  int inFlight() {
    return lanes.values().stream().mapToInt(Lane::inFlight).sum();
  }

  /** What was answered is known: lets in what waited for that. */
  void open(Lane lane, AnsweredIds answered) {
    if (!lane.isAbandoned()) {
      lane.open(answered).forEach(record -> admit(lane, record));
    }
  }

  void accept(ConsumerRecord<String, byte[]> record) {
    var lane = lanes.get(new TopicPartition(record.topic(), record.partition()));
    if (lane == null) {
      return;
    }
    if (lane.isOpen()) {
      admit(lane, record);
    } else {
      lane.hold(record);
    }
  }

  private void admit(Lane lane, ConsumerRecord<String, byte[]> record) {
    Instant now = clock.instant();
    var decoded = wire.read(record);
    if (decoded instanceof Decoded.Invalid<ImageUploaded> invalid) {
      journeys.taken(record);
      var rejection = invalid.rejection(EventCodec.origin(record), now);
      lane.settle(
          record.offset(),
          assignment.refusesInvalid()
              ? new Outcome.Rejected(rejection, null)
              : new Outcome.Anothers());
    } else if (decoded instanceof Decoded.Valid<ImageUploaded> valid) {
      admit(lane, record, valid.event(), now);
    }
  }

  private void admit(
      Lane lane, ConsumerRecord<String, byte[]> record, ImageUploaded event, Instant now) {
    if (!event.wantsAnswer() || assignment.whose(event) == Assignment.Whose.ANOTHERS) {
      lane.settle(record.offset(), new Outcome.Anothers());
      return;
    }
    if (lane.knows(event.imageId())) {
      lane.settle(record.offset(), new Outcome.Repeated(event.imageId()));
      listener.repeated();
      return;
    }
    journeys.taken(record);
    var work =
        new Work(event, EventCodec.origin(record), Instant.ofEpochMilli(record.timestamp()), lane);
    if (work.isExpired(now)) {
      lane.settle(record.offset(), work.expired(null, now));
    } else {
      lane.begin(record.offset(), work);
      submit.accept(work);
    }
  }

  /**
   * The partitions that must not be polled now: those whose answers are not known yet, and those
   * that have their share of {@code maxInFlight} in flight. Each has a share of its own, so that
   * one whose images cannot be fetched does not hold up the others.
   */
  Set<TopicPartition> toPause() {
    int share = Math.max(1, maxInFlight / Math.max(1, lanes.size()));
    return lanes.values().stream()
        .filter(lane -> !lane.isOpen() | lane.isFull(share))
        .map(Lane::partition)
        .collect(Collectors.toSet());
  }
}
