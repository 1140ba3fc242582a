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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads some topics whole and goes on, outside any group, committed records only, on a thread of
 * its own, through any failure of the broker: each record once, in order within its partition. For
 * topics of which every replica needs all. Partitions that a topic gets later are not read.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = System.getLogger(TopicFollower.class.getName());
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** It is no member of a group: nobody waits for its farewell, which a fetch would hold up. */
  private static final Duration CLOSE = Duration.ZERO;

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final List<String> topics;
  private final Optional<Instant> since;
  private final Consumer<ConsumerRecord<String, byte[]>> reader;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The next offset of each partition; empty until the first is known of all of them. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private volatile boolean caughtUp;
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
   * @param back how far back from now to begin, by the records' timestamps; null for the beginning
   */
  public TopicFollower(
      Map<String, ?> kafka,
      String name,
      List<String> topics,
      Duration back,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    this.config = ClientSettings.consumer(kafka).named(name).answeredWithin(ANSWER).toMap();
    this.topics = List.copyOf(topics);
    this.since = Optional.ofNullable(back).map(Instant.now()::minus);
    this.reader = reader;
    this.thread = DaemonThreads.named(name, this::run);
  }

  /** Begins. Topics that are not there yet are waited for. */
  public void start() {
    thread.start();
  }

  /** Whether everything was read that was in the topics at the start. Any thread. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /**
   * Why it has not begun to read, or has ended. A broker that it has read from and that is away is
   * no failure: its client waits by itself. Any thread.
   */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    try {
      while (!isClosed()) {
        try {
          follow();
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
    LOG.log(
        Level.WARNING, "{0} cannot read {1}, trying again: {2}", thread.getName(), topics, failure);
    closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow() {
    var consumer = new KafkaConsumer<String, byte[]>(config);
    try {
      begin(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
      failure = null;
      while (!isClosed()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          read(record);
        }
        // Behind what is no record, too, such as the marks of transactions.
        positions.replaceAll((partition, before) -> consumer.position(partition));
        caughtUp =
            caughtUp
                || ends.entrySet().stream()
                    .allMatch(e -> positions.get(e.getKey()) >= e.getValue());
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void begin(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        positions.isEmpty() ? partitions(consumer) : List.copyOf(positions.keySet());
    // Before any offset is asked for: the client warns of each that it has no place for.
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
          "%s passes over %s-%d@%d"
              .formatted(thread.getName(), record.topic(), record.partition(), record.offset()),
          e);
    }
    // Not read again if the broker fails before the poll is through.
    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends it, and waits for the record under way, though not long for a broker that is away. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(POLL.plus(CLOSE).plus(PAUSE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
