package dev.weft.chaos.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weft.base.DaemonThreads;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.events.catalog.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every record of every topic from its start, as a {@code read_committed} consumer, and every
 * commit of every group, and writes them to a history. Waits for unavailable brokers.
 */
final class Recorder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long TOPICS_EVERY = Duration.ofSeconds(2).toNanos();

  private static final Set<String> TOPICS =
      Set.of(
          Topics.IMAGES_UPLOADED,
          Topics.IMAGES_CLASSIFIED,
          Topics.IMAGES_REJECTED,
          Topics.IMAGES_FAILED,
          Topics.IMAGES_LABELED,
          Topics.TRAINING_REQUESTED,
          Topics.TRAINING_PROGRESSED,
          Topics.MODELS_PUBLISHED,
          Topics.MODELS_MEASURED,
          Topics.MODELS_DRIFTED,
          Topics.ROLLOUTS_REQUESTED,
          Topics.ROLLOUTS_CHANGED,
          Topics.ROLLOUTS_REFUSED,
          Topics.ROLLOUTS_OBSERVED,
          GroupCommits.TOPIC);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final HistoryWriter history;
  private final Consumer<Operation.RecordRead> listener;
  private final Thread thread;
  private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();
  private long topicsAt = System.nanoTime() - TOPICS_EVERY;
  private volatile Set<TopicPartition> assigned = Set.of();
  private volatile boolean closed;
  private volatile Map<TopicPartition, Long> goal;
  private volatile RuntimeException failure;

  /**
   * @param listener receives each record after it was written, on the recorder's thread
   */
  Recorder(
      Map<String, Object> kafka, HistoryWriter history, Consumer<Operation.RecordRead> listener) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "weft-chaos-recorder");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.history = history;
    this.listener = listener;
    this.thread = DaemonThreads.start("recorder", this::run);
  }

  private void run() {
    while (!closed) {
      try {
        assign();
        consumer.poll(POLL).forEach(this::take);
        reach();
      } catch (WakeupException e) {
        // Closed, or asked to read to the end.
      } catch (KafkaException e) {
        // The broker is unavailable or failing: the position is kept here.
        pause();
      } catch (RuntimeException e) {
        failure = e;
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Topics are created as services start. */
  private void assign() {
    if (System.nanoTime() - topicsAt < TOPICS_EVERY) {
      return;
    }
    List<TopicPartition> partitions = new ArrayList<>();
    consumer.listTopics(Duration.ofSeconds(5)).entrySet().stream()
        .filter(topic -> TOPICS.contains(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .forEach(partitions::add);
    if (!assigned.containsAll(partitions)) {
      List<TopicPartition> fresh = new ArrayList<>(partitions);
      fresh.removeAll(assigned);
      partitions.addAll(assigned);
      assigned = Set.copyOf(partitions);
      consumer.assign(assigned);
      consumer.seekToBeginning(fresh);
    }
    topicsAt = System.nanoTime();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    Instant now = Instant.now();
    if (record.topic().equals(GroupCommits.TOPIC)) {
      GroupCommits.of(record.key(), record.value(), now).ifPresent(history::add);
      return;
    }
    var operation =
        new Operation.RecordRead(
            record.topic(),
            record.partition(),
            record.offset(),
            record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
            Instant.ofEpochMilli(record.timestamp()),
            record.value() == null ? null : event(record.value()),
            now);
    history.add(operation);
    listener.accept(operation);
  }

  private static JsonNode event(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  /** Signals that the end is reached, if a thread waits for it. */
  private void reach() {
    Map<TopicPartition, Long> wanted = goal;
    if (wanted == null) {
      return;
    }
    if (wanted.isEmpty()) {
      topicsAt = System.nanoTime() - TOPICS_EVERY;
      assign();
      wanted = consumer.endOffsets(assigned, Duration.ofSeconds(10));
      goal = wanted;
    }
    boolean there =
        wanted.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    if (there) {
      synchronized (this) {
        goal = null;
        notifyAll();
      }
    }
  }

  /**
   * Waits until all records that are committed now have been read.
   *
   * @return the next offset of each partition that has records
   * @throws IllegalStateException if that takes too long, or the recorder has ended
   */
  Map<String, Long> awaitEnd(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (this) {
      goal = Map.of();
      while (goal != null) {
        if (failure != null) {
          throw new IllegalStateException("the recorder stopped: " + failure, failure);
        }
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              "the topics were not read to their ends within %s; the broker may be unavailable"
                  .formatted(timeout));
        }
        wait(Math.min(left, 1_000));
      }
    }
    Map<String, Long> offsets = new TreeMap<>();
    read.forEach((partition, next) -> offsets.put(partition.toString(), next));
    return offsets;
  }

  /** Returns the number of partitions of a topic; 0 if the recorder has not found it yet. */
  int partitions(String topic) {
    return (int) assigned.stream().filter(one -> one.topic().equals(topic)).count();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
