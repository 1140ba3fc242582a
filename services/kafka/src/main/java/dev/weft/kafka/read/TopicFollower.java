package dev.weft.kafka.read;

import dev.weft.base.DaemonThreads;
import dev.weft.kafka.client.ClientSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads topics from the beginning and continues with new records, outside any consumer group, on a
 * thread of its own. Reads committed records only, each once and in order within its partition, and
 * survives any failure of the broker. For topics that every replica needs completely. Partitions
 * that are added to a topic later are not read.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = System.getLogger(TopicFollower.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CATCH_UP = Duration.ofMillis(100);

  /**
   * How long a broker holds a fetch while there is nothing new, less than {@link #ANSWER}: each
   * fetch costs both sides processor time, and no other request waits behind it.
   */
  private static final Duration FETCH = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * It is no group member: nothing waits for its leave request, which a pending fetch would delay.
   */
  private static final Duration CLOSE = Duration.ZERO;

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final List<String> topics;
  private final Optional<Instant> since;
  private final Consumer<ConsumerRecord<String, byte[]>> reader;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The next offset of each partition; empty until the start of all partitions is known. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private volatile KafkaConsumer<String, byte[]> following;
  private volatile boolean caughtUp;
  private volatile String failure;

  /**
   * Creates a follower that starts with the oldest retained records.
   *
   * @param kafka how to reach the brokers
   * @param name the name of the thread and the client
   * @param reader receives each record on the follower's thread; a record for which it throws is
   *     logged and skipped
   */
  public TopicFollower(
      Map<String, ?> kafka,
      String name,
      List<String> topics,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    this(kafka, name, topics, null, reader);
  }

  /**
   * Creates a follower that starts at a point in time.
   *
   * @param back how far back from now to start, by the records' timestamps; null for the oldest
   *     retained records
   */
  public TopicFollower(
      Map<String, ?> kafka,
      String name,
      List<String> topics,
      Duration back,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    this.config =
        ClientSettings.consumer(kafka)
            .named(name)
            .answeredWithin(ANSWER)
            .with(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH.toMillis())
            .toMap();
    this.topics = List.copyOf(topics);
    this.since = Optional.ofNullable(back).map(Instant.now()::minus);
    this.reader = reader;
    this.thread = DaemonThreads.named(name, this::run);
  }

  /** Starts reading. Waits for topics that do not exist yet. */
  public void start() {
    thread.start();
  }

  /** Whether everything that was in the topics at the start has been read. Thread-safe. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /**
   * Returns why reading has not started, or has ended; empty otherwise. A broker that becomes
   * unavailable later is no failure: the client reconnects by itself. Thread-safe.
   */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    try {
      while (!isClosed()) {
        try {
          follow();
        } catch (WakeupException e) {
          // It is being closed.
          continue;
        } catch (KafkaException | IllegalStateException e) {
          retryLater(e);
        }
      }
    } catch (InterruptedException e) {
      failure = "was interrupted";
    } catch (Error e) {
      failure = "has ended: " + e;
      throw e;
    }
  }

  private void retryLater(RuntimeException e) throws InterruptedException {
    failure = e.getMessage();
    LOG.log(Level.WARNING, "{0} cannot read {1}, retrying: {2}", thread.getName(), topics, failure);
    closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow() {
    var consumer = new KafkaConsumer<String, byte[]>(config);
    following = consumer;
    try {
      begin(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
      failure = null;
      caughtUp = caughtUp || isAt(ends);
      while (!isClosed()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(caughtUp ? POLL : CATCH_UP)) {
          read(record);
        }
        // Also advances beyond offsets without records, such as transaction markers.
        positions.replaceAll((partition, before) -> consumer.position(partition));
        caughtUp = caughtUp || isAt(ends);
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> positions.get(e.getKey()) >= e.getValue());
  }

  private void begin(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        positions.isEmpty() ? partitions(consumer) : List.copyOf(positions.keySet());
    // Assigned before any position is set: the client logs a warning for each partition without
    // one.
    consumer.assign(partitions);
    if (positions.isEmpty()) {
      positions.putAll(first(consumer, partitions));
    }
    positions.forEach(consumer::seek);
  }

  private Map<TopicPartition, Long> first(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    if (since.isEmpty()) {
      return consumer.beginningOffsets(partitions);
    }
    var first = new HashMap<>(consumer.endOffsets(partitions));
    var times = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> times.put(partition, since.get().toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                first.put(partition, found.offset());
              }
            });
    return first;
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : topics) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException("there is no topic " + topic);
      }
      found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    try {
      reader.accept(record);
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "%s skips %s-%d@%d"
              .formatted(thread.getName(), record.topic(), record.partition(), record.offset()),
          e);
    }
    // Set before the poll completes, so that the record is not read again if the broker fails.
    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Stops reading. Waits for the record being processed, but not for an unavailable broker. */
  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<String, byte[]> consumer = following;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(POLL.plus(CLOSE).plus(PAUSE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
