package dev.weft.events.kafka;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads some topics whole and goes on, outside any group, committed records only, on a thread of
 * its own, through any failure of the broker: each record once, in order within its partition. For
 * topics of which every replica needs all.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = System.getLogger(TopicFollower.class.getName());
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int TIMEOUT_MILLIS = 5_000;

  private final Map<String, Object> config;
  private final List<String> topics;
  private final Duration back;
  private final Consumer<ConsumerRecord<String, byte[]>> reader;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Thread thread;
  private volatile boolean caughtUp;
  private volatile boolean closed;
  private volatile String failure;

  /**
   * Follows from the beginning of what the topics still hold.
   *
   * @param kafka how to reach the brokers
   * @param name of the thread and the client
   * @param reader is given each record on the follower's thread; one that it throws for is logged
   *     and passed over
   */
  public TopicFollower(
      Map<String, ?> kafka,
      String name,
      List<String> topics,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    this(kafka, name, topics, null, reader);
  }

  /**
   * The same.
   *
   * @param back how far back to begin; null for the beginning
   */
  public TopicFollower(
      Map<String, ?> kafka,
      String name,
      List<String> topics,
      Duration back,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    this.config = settings(kafka, name);
    this.topics = List.copyOf(topics);
    this.back = back;
    this.reader = reader;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins; the topics must be there. */
  public void start() {
    thread.start();
  }

  /** Whether everything was read that was in the topics at the start. Any thread. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** Why it cannot read at the moment. Any thread. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (KafkaException | IllegalStateException e) {
        if (!closed) {
          failure = e.getMessage();
          LOG.log(
              Level.WARNING,
              "{0} cannot read {1}, trying again: {2}",
              thread.getName(),
              topics,
              failure);
          pause();
        }
      }
    }
  }

  private void follow() {
    var consumer = new KafkaConsumer<String, byte[]>(config);
    try {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      seek(consumer, partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          read(record);
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        failure = null;
        caughtUp =
            caughtUp
                || ends.entrySet().stream()
                    .allMatch(e -> positions.get(e.getKey()) >= e.getValue());
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
    if (back != null && positions.isEmpty()) {
      long since = Instant.now().minus(back).toEpochMilli();
      Map<TopicPartition, OffsetAndTimestamp> found =
          consumer.offsetsForTimes(
              partitions.stream().collect(Collectors.toMap(p -> p, p -> since)));
      consumer.seekToEnd(found.keySet().stream().filter(p -> found.get(p) == null).toList());
      found.forEach(
          (partition, offset) -> {
            if (offset != null) {
              consumer.seek(partition, offset.offset());
            }
          });
    }
    positions.forEach(consumer::seek);
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    try {
      reader.accept(record);
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "%s passes over %s-%d@%d"
              .formatted(thread.getName(), record.topic(), record.partition(), record.offset()),
          e);
    }
    // Not read again if the broker fails before the poll is through.
    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private static Map<String, Object> settings(Map<String, ?> kafka, String name) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // What retention has removed is skipped, not answered with the newest.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return config;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(PAUSE.plus(CLOSE).plus(POLL).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
