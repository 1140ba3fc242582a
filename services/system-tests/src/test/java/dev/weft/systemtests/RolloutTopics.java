package dev.weft.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a {@code read_committed} consumer finds about images and rollouts, from the start. */
final class RolloutTopics implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WINDOW = 20;

  private final KafkaConsumer<String, String> consumer;
  private final List<Answer> answers = new ArrayList<>();
  private final List<JsonNode> states = new ArrayList<>();
  private final List<JsonNode> failures = new ArrayList<>();
  private final List<JsonNode> rejections = new ArrayList<>();

  /**
   * One version's answer.
   *
   * @param at when the engine was done
   * @param seconds from the upload to that
   */
  record Answer(String image, int version, String role, String label, Instant at, double seconds) {
    boolean isOfUser() {
      return !role.equals("shadow");
    }
  }

  RolloutTopics(String bootstrapServers) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
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

  /** Reads until so many images have an answer, and a while longer for what should not come. */
  RolloutTopics read(int images, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (answered() < images && System.nanoTime() < end) {
      poll();
    }
    long rest = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (System.nanoTime() < rest) {
      poll();
    }
    return this;
  }

  private long answered() {
    return answers.stream().filter(Answer::isOfUser).map(Answer::image).distinct().count();
  }

  private void poll() {
    consumer.poll(Duration.ofMillis(100)).forEach(this::add);
  }

  private void add(ConsumerRecord<String, String> record) {
    JsonNode value = parse(record.value());
    switch (record.topic()) {
      case Topics.IMAGES_CLASSIFIED -> answers.add(answer(value));
      case Topics.IMAGES_FAILED -> failures.add(value);
      case Topics.IMAGES_REJECTED -> rejections.add(value);
      default -> states.add(value);
    }
  }

  private static Answer answer(JsonNode value) {
    Instant uploaded = Instant.parse(value.path("uploadedAt").asText());
    Instant classified = Instant.parse(value.path("classifiedAt").asText());
    return new Answer(
        value.path("imageId").asText(),
        value.at("/model/version").asInt(),
        value.path("role").asText(),
        value.at("/predictions/0/label").asText(),
        classified,
        Duration.between(uploaded, classified).toNanos() / 1e9);
  }

  List<Answer> answers() {
    return answers;
  }

  List<JsonNode> failures() {
    return failures;
  }

  /** Of models, in the order of their commits. */
  List<JsonNode> states() {
    return states;
  }

  List<JsonNode> rejections() {
    return rejections;
  }

  /** When a model's state was first so. */
  Instant changed(Predicate<JsonNode> wanted) {
    return states.stream()
        .filter(wanted)
        .findFirst()
        .map(state -> Instant.parse(state.path("changedAt").asText()))
        .orElseThrow(() -> new AssertionError("no such state among " + states));
  }

  /**
   * 99th percentile of the seconds from upload to answer in windows of {@value #WINDOW} images that
   * were answered in any of the spans, of which the median: what else the machine does for a moment
   * counts in one window.
   */
  double typicalP99(Span... spans) {
    double[] seconds =
        answers.stream()
            .filter(Answer::isOfUser)
            .filter(answer -> Stream.of(spans).anyMatch(span -> span.holds(answer.at())))
            .sorted(Comparator.comparing(Answer::at))
            .mapToDouble(Answer::seconds)
            .toArray();
    double[] windows =
        IntStream.range(0, seconds.length / WINDOW)
            .mapToObj(i -> Arrays.copyOfRange(seconds, i * WINDOW, (i + 1) * WINDOW))
            .mapToDouble(window -> quantile(window, 0.99))
            .toArray();
    return quantile(windows, 0.5);
  }

  /**
   * Some time.
   *
   * @param from begin
   * @param to end
   */
  record Span(Instant from, Instant to) {
    private boolean holds(Instant when) {
      return when.isAfter(from) && when.isBefore(to);
    }
  }

  /** By nearest rank. */
  private static double quantile(double[] values, double share) {
    Arrays.sort(values);
    return values[(int) Math.ceil(share * values.length) - 1];
  }

  /**
   * The states that orders made, in the order of their commits: reads until there are so many, and
   * a while longer for what should not come.
   *
   * @param prefix of the orders' ids
   */
  List<JsonNode> answersTo(String prefix, int orders, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (answersTo(prefix).size() < orders && System.nanoTime() < end) {
      poll();
    }
    read(0, Duration.ZERO);
    return answersTo(prefix);
  }

  private List<JsonNode> answersTo(String prefix) {
    return states.stream()
        .filter(state -> state.at("/cause/orderId").asText().startsWith(prefix))
        .toList();
  }

  /** When a candidate's share was first so much, and when it was first another after that. */
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
