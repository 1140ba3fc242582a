package dev.weft.rollout.control;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.OrderPosition;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.read.ReadToEnd;
import dev.weft.rollout.state.ModelState;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the compacted topic of the states, and the end of the refusals' topic. */
final class StateLog {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** Longer than the transaction timeout, since it waits for open transactions to end. */
  private static final ReadToEnd TO_END = ReadToEnd.within(Duration.ofSeconds(30));

  /** Newest refusals read per partition: only the last one matters. */
  private static final long MOST_REFUSALS = 1_000;

  private final ReplicaClients clients;
  private final EventCodec codec;
  private final RolloutTracing tracing;

  StateLog(ReplicaClients clients, EventCodec codec, RolloutTracing tracing) {
    this.tracing = tracing;
    this.clients = clients;
    this.codec = codec;
  }

  /**
   * Contents of the topics.
   *
   * @param states by model
   * @param orders ids of orders that were carried out and whose states the topic still holds, the
   *     oldest first
   * @param answered offset of the last answered order by partition of the orders' topic
   */
  record Contents(Map<String, ModelState> states, Set<String> orders, Map<Integer, Long> answered) {

    /**
     * The offset after the last answered order of a partition; 0 if none is known.
     *
     * @param end the partition's end offset: an answered order beyond it belongs to a topic that
     *     was deleted since
     */
    long behindAnswered(int partition, long end) {
      long last = answered.getOrDefault(partition, -1L);
      return last < end ? last + 1 : 0;
    }

    private void answered(int partition, long offset) {
      answered.merge(partition, offset, Math::max);
    }
  }

  /**
   * Reads everything that has been written so far. Waits for open transactions to end, since one
   * may contain the last decision of the previous owner.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if a transaction does not end in time
   */
  Contents read() {
    Consumer<String, byte[]> reader = clients.observer("states");
    try {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : List.of(Topics.ROLLOUTS_CHANGED, Topics.ROLLOUTS_REFUSED)) {
        reader.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .forEach(partitions::add);
      }
      Map<TopicPartition, Long> ends = clients.ends("ends", partitions);
      reader.assign(partitions);
      reader
          .beginningOffsets(partitions)
          .forEach((partition, first) -> seek(reader, partition, first, ends.get(partition)));
      return read(reader, ends);
    } finally {
      reader.close(CloseOptions.timeout(CLOSE));
    }
  }

  private static void seek(
      Consumer<String, byte[]> reader, TopicPartition partition, long first, long end) {
    boolean isWhole = partition.topic().equals(Topics.ROLLOUTS_CHANGED);
    reader.seek(partition, isWhole ? first : Math.max(first, end - MOST_REFUSALS));
  }

  private Contents read(Consumer<String, byte[]> reader, Map<TopicPartition, Long> ends) {
    var contents = new Contents(new HashMap<>(), new LinkedHashSet<>(), new HashMap<>());
    TO_END.read(reader, ends, record -> add(contents, record));
    return contents;
  }

  private void add(Contents contents, ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.ROLLOUTS_CHANGED)) {
      addState(contents, record);
    } else if (codec.decode(record, RolloutRefused.class)
        instanceof Decoded.Valid<RolloutRefused> valid) {
      valid
          .cloudEvent()
          .cause()
          .filter(order -> order.topic().equals(Topics.ROLLOUTS_REQUESTED))
          .ifPresent(order -> contents.answered(order.partition(), order.offset()));
    }
  }

  private void addState(Contents contents, ConsumerRecord<String, byte[]> record) {
    Decoded<RolloutChanged> decoded = codec.decode(record, RolloutChanged.class);
    if (decoded instanceof Decoded.Valid<RolloutChanged> valid) {
      tracing.restored(record);
      contents.states().put(valid.event().model(), ModelState.of(valid.event()));
      if (valid.event().cause().orderId() != null) {
        contents.orders().add(valid.event().cause().orderId());
      }
      OrderPosition last = valid.event().lastOrder();
      if (last != null) {
        contents.answered(last.partition(), last.offset());
      }
    } else if (decoded instanceof Decoded.Removed<RolloutChanged> removed) {
      contents.states().remove(removed.key());
    } else if (decoded instanceof Decoded.Invalid<RolloutChanged> invalid) {
      LogFields.about(
          Subject.model(record.key()),
          () ->
              Control.LOG.errorf(
                  "the invalid state at %s is ignored, the previous one stays in effect: %s",
                  EventCodec.origin(record), invalid.detail()));
    }
  }
}
