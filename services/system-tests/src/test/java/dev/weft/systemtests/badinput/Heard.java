package dev.weft.systemtests.badinput;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Events about images and orders that a {@code read_committed} consumer receives. */
final class Heard implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TOPICS =
      List.of(Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED, Topics.ROLLOUTS_REFUSED);

  private final KafkaConsumer<String, String> consumer;

  /** Events by image id, by origin of a rejected record, and by order id. */
  private final Map<String, List<JsonNode>> events = new HashMap<>();

  Heard(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "fetch.max.wait.ms", "50"),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : TOPICS) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits for an event about an image, an order, or a record's position. */
  JsonNode about(String subject) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!events.containsKey(subject)) {
      assertThat(System.nanoTime())
          .as("an answer about %s within %s", subject, TIMEOUT)
          .isLessThan(end);
      listen();
    }
    return events.get(subject).get(0);
  }

  /** Number of events by subject. */
  Map<String, Integer> counts() {
    listen();
    Map<String, Integer> counts = new HashMap<>();
    events.forEach((subject, said) -> counts.put(subject, said.size()));
    return counts;
  }

  private void listen() {
    consumer.poll(Duration.ofMillis(50)).forEach(this::take);
  }

  private void take(ConsumerRecord<String, String> record) {
    JsonNode event = parse(record.value());
    if (record.topic().equals(Topics.ROLLOUTS_REFUSED)) {
      add(event.path("orderId").asText(), event);
      return;
    }
    JsonNode origin = event.path("origin");
    if (origin.isObject()) {
      add(
          "%s-%d@%d"
              .formatted(
                  origin.path("topic").asText(),
                  origin.path("partition").asInt(),
                  origin.path("offset").asLong()),
          event);
    }
    if (!event.path("reason").asText().equals("invalid_event") && event.hasNonNull("imageId")) {
      add(event.path("imageId").asText(), event);
    }
  }

  private void add(String subject, JsonNode event) {
    events.computeIfAbsent(subject, any -> new ArrayList<>()).add(event);
  }

  private static JsonNode parse(String value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
