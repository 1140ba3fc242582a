package dev.weft.classifier.consume;

import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.observe.ImageTracing;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.events.image.ImageUploaded;
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
 * The assigned partitions, and the entry of records into them: an event that is invalid, expired,
 * repeated or for another model gets its outcome at once, any other becomes an {@link
 * InFlightImage}. Confined to the poll thread.
 */
public final class AssignedPartitions {

  private final Map<TopicPartition, AssignedPartition> assigned = new LinkedHashMap<>();
  private final RecordMapper mapper;
  private final ModelRouting routing;
  private final Consumer<InFlightImage> submit;
  private final PipelineListener listener;
  private final ImageTracing tracing;
  private final InstantSource clock;
  private final int maxInFlight;

  public AssignedPartitions(
      RecordMapper mapper,
      ModelRouting routing,
      Consumer<InFlightImage> submit,
      PipelineListener listener,
      InstantSource clock,
      int maxInFlight) {
    this.mapper = mapper;
    this.routing = routing;
    this.submit = submit;
    this.listener = listener;
    this.tracing = listener.tracing();
    this.clock = clock;
    this.maxInFlight = maxInFlight;
  }

  public List<AssignedPartition> add(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(partition -> assigned.computeIfAbsent(partition, AssignedPartition::new))
        .toList();
  }

  /** Drops partitions and everything in flight for them. */
  public void abandon(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      var owned = assigned.remove(partition);
      if (owned != null) {
        owned.abandon();
        tracing.lost(partition);
      }
    }
  }

  public Set<TopicPartition> partitions() {
    return Set.copyOf(assigned.keySet());
  }

  /** Selects the partitions that are assigned. */
  public List<AssignedPartition> of(Collection<TopicPartition> partitions) {
    return partitions.stream().map(assigned::get).filter(Objects::nonNull).toList();
  }

  public Collection<AssignedPartition> all() {
    return assigned.values();
  }

  public int inFlight() {
    return assigned.values().stream().mapToInt(AssignedPartition::inFlight).sum();
  }

  /**
   * Opens a partition once the answered ids are known, and processes the records that waited for
   * it.
   */
  public void open(AssignedPartition owned, DedupIds answered) {
    if (!owned.isAbandoned()) {
      owned.open(answered).forEach(record -> admit(owned, record));
    }
  }

  public void accept(ConsumerRecord<String, byte[]> record) {
    var owned = assigned.get(new TopicPartition(record.topic(), record.partition()));
    if (owned == null) {
      return;
    }
    if (owned.isOpen()) {
      admit(owned, record);
    } else {
      owned.hold(record);
    }
  }

  private void admit(AssignedPartition owned, ConsumerRecord<String, byte[]> record) {
    Instant now = clock.instant();
    var decoded = mapper.read(record);
    if (decoded instanceof Decoded.Invalid<ImageUploaded> invalid) {
      if (!routing.refusesInvalid()) {
        owned.settle(record.offset(), new ImageOutcome.OwnedElsewhere());
        return;
      }
      tracing.taken(record);
      var rejection = invalid.rejection(EventCodec.origin(record), now);
      owned.settle(record.offset(), new ImageOutcome.Rejected(rejection, null));
    } else if (decoded instanceof Decoded.Valid<ImageUploaded> valid) {
      admit(owned, record, valid.event(), now);
    }
  }

  private void admit(
      AssignedPartition owned,
      ConsumerRecord<String, byte[]> record,
      ImageUploaded event,
      Instant now) {
    if (!event.wantsAnswer() || routing.owner(event) == ModelRouting.Owner.OTHER) {
      owned.settle(record.offset(), new ImageOutcome.OwnedElsewhere());
      return;
    }
    if (owned.knows(event.imageId())) {
      owned.settle(record.offset(), new ImageOutcome.Repeated(event.imageId()));
      listener.repeated();
      return;
    }
    tracing.taken(record);
    var inFlight =
        new InFlightImage(
            event, EventCodec.origin(record), Instant.ofEpochMilli(record.timestamp()), owned);
    if (inFlight.isExpired(now)) {
      owned.settle(record.offset(), inFlight.expired(null, now));
    } else {
      owned.begin(record.offset(), inFlight);
      submit.accept(inFlight);
    }
  }

  /**
   * The partitions that must not be polled now: those whose answered ids are not known yet, and
   * those whose share of {@code maxInFlight} is used up. Each partition has its own share, so that
   * one whose images cannot be fetched does not block the others.
   */
  Set<TopicPartition> toPause() {
    int share = Math.max(1, maxInFlight / Math.max(1, assigned.size()));
    return assigned.values().stream()
        .filter(owned -> !owned.isOpen() | owned.isFull(share))
        .map(AssignedPartition::partition)
        .collect(Collectors.toSet());
  }
}
