package dev.weft.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * All records about trainings and versions that a {@code read_committed} consumer finds, from the
 * topics' beginning.
 */
final class TrainingTopics implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");

  private final Map<String, Object> kafka;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<JsonNode> progressed = new ArrayList<>();
  private final List<JsonNode> published = new ArrayList<>();

  TrainingTopics(String bootstrapServers) {
    kafka = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.TRAINING_PROGRESSED, Topics.MODELS_PUBLISHED)) {
      consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition()))
          .forEach(partitions::add);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads all results of the requests; a second end of a training would be among them. */
  TrainingTopics readAll() {
    AllThatCame.read(kafka, Topics.TRAINING_REQUESTED, "weft-trainer", consumer, this::take);
    return this;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      JsonNode event = JSON.readTree(record.value());
      (record.topic().equals(Topics.MODELS_PUBLISHED) ? published : progressed).add(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends of a training, including duplicates. */
  List<String> ends(String trainingId) {
    return progressed.stream()
        .filter(event -> event.get("trainingId").asText().equals(trainingId))
        .map(event -> event.get("state").asText())
        .filter(ENDS::contains)
        .toList();
  }

  /** Finished epochs of a phase, including duplicates. */
  List<JsonNode> epochs(String trainingId, String phase) {
    return progressed.stream()
        .filter(event -> event.get("trainingId").asText().equals(trainingId))
        .filter(event -> event.path("phase").asText().equals(phase))
        .filter(event -> event.has("validationLoss"))
        .toList();
  }

  /** Versions that a training published, including duplicates. */
  List<JsonNode> publishedBy(String trainingId) {
    return published.stream()
        .filter(event -> event.path("trainingId").asText().equals(trainingId))
        .toList();
  }

  /** Numbers of all published versions, including duplicates. */
  List<Integer> versions() {
    return published.stream().map(event -> event.at("/model/version").asInt()).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
