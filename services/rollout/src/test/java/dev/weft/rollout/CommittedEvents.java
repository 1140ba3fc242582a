package dev.weft.rollout;

import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic contains now, as a {@code read_committed} consumer sees it. */
public final class CommittedEvents {
  private final String bootstrapServers;
  private final EventCodec codec;

  public CommittedEvents(String bootstrapServers, EventCodec codec) {
    this.bootstrapServers = bootstrapServers;
    this.codec = codec;
  }

  /** Returns the events of a type, in order within each partition. */
  public <T extends WeftEvent> List<T> read(String topic, Class<T> type) {
    List<T> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records(topic)) {
      if (codec.decode(record, type) instanceof Decoded.Valid<T> valid) {
        events.add(valid.event());
      }
    }
    return events;
  }

  /** Returns all records, in order within each partition. */
  public List<ConsumerRecord<String, byte[]>> records(String topic) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** Returns the names of all topics. */
  public List<String> topics() {
    try (var consumer = consumer()) {
      return List.copyOf(consumer.listTopics().keySet());
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            // Otherwise closing waits for the last fetch, which is still open.
            "fetch.max.wait.ms",
            10);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
