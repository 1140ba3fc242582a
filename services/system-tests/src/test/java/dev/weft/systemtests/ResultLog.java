package dev.weft.systemtests;

import static java.util.stream.Collectors.toMap;

import dev.weft.events.catalog.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All results that a {@code read_committed} consumer finds in the result topics, from their
 * beginning.
 */
final class ResultLog implements AutoCloseable {

  private final Map<String, Object> kafka;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new TreeMap<>();

  ResultLog(String bootstrapServers) {
    this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Connects with client settings, for a broker that requires authentication. */
  ResultLog(Map<String, Object> kafka) {
    this.kafka = kafka;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED)) {
      consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition()))
          .forEach(partitions::add);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads until {@code keys} images have a result, or the time is over. */
  ResultLog readUntil(int keys, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (byKey.size() < keys && System.nanoTime() < end) {
      readFor(Duration.ofMillis(500));
    }
    return this;
  }

  /** Reads until each of these images has a result, or the time is over. */
  ResultLog readUntil(Set<String> images, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!byKey.keySet().containsAll(images) && System.nanoTime() < end) {
      readFor(Duration.ofMillis(500));
    }
    return this;
  }

  /** Reads all results that arrive within the time. */
  ResultLog readFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      consumer.poll(Duration.ofMillis(100)).forEach(this::take);
    }
    return this;
  }

  /** Reads all results of the uploaded images; a second result of an image would be among them. */
  ResultLog readAll() {
    AllThatCame.read(kafka, Topics.IMAGES_UPLOADED, "weft-classifier", consumer, this::take);
    return this;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    byKey.computeIfAbsent(record.key(), k -> new ArrayList<>()).add(record);
  }

  /** Number of results by image id. */
  Map<String, Integer> counts() {
    return byKey.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> e.getValue().size()));
  }

  /** Values of the rejections by image id. */
  Map<String, String> rejections() {
    return values(Topics.IMAGES_REJECTED);
  }

  /** Values of the predictions by image id. */
  Map<String, String> predictions() {
    return values(Topics.IMAGES_CLASSIFIED);
  }

  private Map<String, String> values(String topic) {
    Map<String, String> values = new HashMap<>();
    byKey.values().stream()
        .flatMap(List::stream)
        .filter(record -> record.topic().equals(topic))
        .forEach(
            record -> values.put(record.key(), new String(record.value(), StandardCharsets.UTF_8)));
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
