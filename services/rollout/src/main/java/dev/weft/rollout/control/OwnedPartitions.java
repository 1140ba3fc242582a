package dev.weft.rollout.control;

import dev.weft.events.catalog.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * The partitions of the orders' topic that are assigned to this replica, and the position up to
 * which each is answered. The replica that owns a model's partition decides about the model.
 */
final class OwnedPartitions {
  private final Map<Integer, Long> next = new HashMap<>();
  private int partitions;

  /**
   * @param count number of partitions of the topic
   * @param position offset of the first order that is not answered
   */
  void add(int partition, long position, int count) {
    next.put(partition, position);
    partitions = count;
  }

  void remove(Collection<TopicPartition> lost) {
    lost.forEach(partition -> next.remove(partition.partition()));
  }

  boolean isEmpty() {
    return next.isEmpty();
  }

  boolean holds(int partition) {
    return next.containsKey(partition);
  }

  /** Whether the record is an order that this replica still has to answer. */
  boolean awaits(ConsumerRecord<?, ?> record) {
    return holds(record.partition()) && record.offset() >= next.get(record.partition());
  }

  void answered(int partition, long offset) {
    next.put(partition, offset + 1);
  }

  /** The model's partition according to Kafka's default partitioner. */
  int partitionOf(String model) {
    byte[] key = model.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** The model's partition; empty if it is assigned to another replica. */
  Optional<Integer> holderOf(String model) {
    return isEmpty() ? Optional.empty() : Optional.of(partitionOf(model)).filter(this::holds);
  }

  /** The offset of the first unanswered order of each partition. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    next.forEach(
        (partition, position) ->
            positions.put(new TopicPartition(Topics.ROLLOUTS_REQUESTED, partition), position));
    return positions;
  }

  /** The partition's current position as an offset to commit. */
  Map<TopicPartition, OffsetAndMetadata> offsets(int partition) {
    return offsets(partition, next.get(partition));
  }

  /** A given position of the partition as an offset to commit. */
  static Map<TopicPartition, OffsetAndMetadata> offsets(int partition, long position) {
    return Map.of(
        new TopicPartition(Topics.ROLLOUTS_REQUESTED, partition), new OffsetAndMetadata(position));
  }
}
