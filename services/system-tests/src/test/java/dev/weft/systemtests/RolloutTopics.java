package dev.weft.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Records about images and rollouts that a {@code read_committed} consumer finds, from the topics'
 * beginning.
 */
final class RolloutTopics implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> kafka;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Answer> answers = new ArrayList<>();
  private final List<JsonNode> states = new ArrayList<>();
  private final List<JsonNode> failures = new ArrayList<>();
  private final List<JsonNode> rejections = new ArrayList<>();

  /**
   * One version's result.
   *
   * @param at time at which inference ended
   */
  record Answer(String image, int version, String role, String label, Instant at) {
    boolean isOfUser() {
      return !role.equals("shadow");
    }
  }

  RolloutTopics(String bootstrapServers) {
    kafka = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic :
        List.of(
            Topics.IMAGES_CLASSIFIED,
            Topics.IMAGES_REJECTED,
            Topics.IMAGES_FAILED,
            Topics.ROLLOUTS_CHANGED)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads all results of the images; a second result of an image would be among them. */
  RolloutTopics readAnswers() {
    AllThatCame.read(kafka, Topics.IMAGES_UPLOADED, "weft-classifier", consumer, this::add);
    return this;
  }

  /**
   * Reads all states that result from the orders; a second answer to an order would be among them.
   */
  RolloutTopics readStates() {
    AllThatCame.read(kafka, Topics.ROLLOUTS_REQUESTED, "weft-rollout", consumer, this::add);
    return this;
  }

  private void add(ConsumerRecord<String, byte[]> record) {
    JsonNode value = parse(record.value());
    switch (record.topic()) {
      case Topics.IMAGES_CLASSIFIED -> answers.add(answer(value));
      case Topics.IMAGES_FAILED -> failures.add(value);
      case Topics.IMAGES_REJECTED -> rejections.add(value);
      default -> states.add(value);
    }
  }

  private static Answer answer(JsonNode value) {
    return new Answer(
        value.path("imageId").asText(),
        value.at("/model/version").asInt(),
        value.path("role").asText(),
        value.at("/predictions/0/label").asText(),
        Instant.parse(value.path("classifiedAt").asText()));
  }

  List<Answer> answers() {
    return answers;
  }

  List<JsonNode> failures() {
    return failures;
  }

  /** States of models, in the order of their commits. */
  List<JsonNode> states() {
    return states;
  }

  List<JsonNode> rejections() {
    return rejections;
  }

  /**
   * States that result from orders, in the order of their commits.
   *
   * @param prefix prefix of the orders' ids
   */
  List<JsonNode> answersTo(String prefix) {
    return states.stream()
        .filter(state -> state.at("/cause/orderId").asText().startsWith(prefix))
        .toList();
  }

  /** Id of the first rollout of a version. */
  String rolloutOf(int version) {
    return states.stream()
        .map(state -> state.path("rollout"))
        .filter(rollout -> rollout.path("version").asInt() == version)
        .map(rollout -> rollout.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Times at which a candidate's share was first the given one, and at which it first changed after
   * that.
   */
  Map.Entry<Instant, Instant> exposed(int version, int weight, int shadow) {
    Instant from = null;
    for (JsonNode state : states) {
      boolean is =
          state.at("/rollout/version").asInt() == version
              && state.at("/rollout/weight").asInt() == weight
              && state.at("/rollout/shadow").asInt() == shadow;
      if (is && from == null) {
        from = Instant.parse(state.path("changedAt").asText());
      } else if (!is && from != null) {
        return Map.entry(from, Instant.parse(state.path("changedAt").asText()));
      }
    }
    throw new AssertionError(
        "no step with weight %d and shadow %d that ended; states: %s"
            .formatted(weight, shadow, states));
  }

  private static JsonNode parse(byte[] value) {
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
