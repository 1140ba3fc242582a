package dev.weft.kafka.read;

import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a topic as far as it goes now, outside any group, committed records only: for who needs all
 * of it once. Thread-safe; each call has a client of its own.
 */
public final class TopicSnapshot {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Map<String, Object> config;

  /**
   * @param kafka how to reach the brokers
   * @param name of the client
   */
  public TopicSnapshot(Map<String, ?> kafka, String name) {
    config =
        ClientSettings.consumer(kafka)
            .named(name)
            .with(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS)
            .toMap();
  }

  /**
   * Gives the reader each record, in order within its partition.
   *
   * @param from the first offset of each partition; one that is not named is read from its start
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
      readTo(consumer, consumer.endOffsets(partitions), reader);
      Map<Integer, Long> position = new HashMap<>();
      partitions.forEach(p -> position.put(p.partition(), consumer.position(p)));
      return position;
    }
  }

  private static void readTo(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    Collection<TopicPartition> open = new HashSet<>(ends.keySet());
    long quietSince = System.nanoTime();
    while (true) {
      open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
      if (open.isEmpty()) {
        return;
      }
      var records = consumer.poll(POLL);
      records.forEach(reader);
      if (!records.isEmpty()) {
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
        throw new TimeoutException("the broker gives nothing of " + open);
      }
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
