package dev.weft.kafka.read;

import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic up to its current end, outside any consumer group, committed records only: for
 * components that need all of it once. Thread-safe; each call has its own client.
 */
public final class TopicSnapshot {
  private static final ReadToEnd TO_END = ReadToEnd.unlessSilentFor(Duration.ofSeconds(30));
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Map<String, Object> config;

  /**
   * @param kafka how to reach the brokers
   * @param name client id
   */
  public TopicSnapshot(Map<String, ?> kafka, String name) {
    config =
        ClientSettings.consumer(kafka)
            .named(name)
            .with(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS)
            .toMap();
  }

  /**
   * Passes each record to the reader, in order within its partition.
   *
   * @param from the first offset of each partition; missing ones are read from their start
   * @return the next offset of each partition
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public Map<Integer, Long> read(
      String topic, Map<Integer, Long> from, Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (var closing = new Closing(new KafkaConsumer<>(config))) {
      KafkaConsumer<String, byte[]> consumer = closing.consumer();
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      partitions.stream()
          .filter(partition -> from.containsKey(partition.partition()))
          .forEach(partition -> consumer.seek(partition, from.get(partition.partition())));
      TO_END.read(consumer, consumer.endOffsets(partitions), reader);
      Map<Integer, Long> position = new HashMap<>();
      partitions.forEach(p -> position.put(p.partition(), consumer.position(p)));
      return position;
    }
  }

  /** A consumer that is closed without waiting for the broker. */
  private record Closing(KafkaConsumer<String, byte[]> consumer) implements AutoCloseable {
    @Override
    public void close() {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
