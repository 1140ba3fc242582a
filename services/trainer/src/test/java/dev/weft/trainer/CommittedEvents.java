package dev.weft.trainer;

import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events that a topic contains now, as a {@code read_committed} consumer sees them. */
public final class CommittedEvents {
  private final String bootstrapServers;
  private final EventCodec codec;

  public CommittedEvents(String bootstrapServers, EventCodec codec) {
    this.bootstrapServers = bootstrapServers;
    this.codec = codec;
  }

  /** Returns the events of a type, in order within each partition. */
  public <T extends WeftEvent> List<T> read(String topic, Class<T> type) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            // Otherwise closing waits for the last fetch, which is still open.
            "fetch.max.wait.ms",
            10);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<T> events = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (codec.decode(record, type) instanceof Decoded.Valid<T> valid) {
                    events.add(valid.event());
                  }
                });
      }
      return events;
    }
  }
}
