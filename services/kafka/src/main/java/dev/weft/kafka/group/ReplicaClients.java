package dev.weft.kafka.group;

import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Creates the Kafka clients of one replica of a service. Settings that delivery guarantees and
 * latency depend on are fixed here and cannot be overridden by configuration.
 */
public final class ReplicaClients {

  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration BLOCK = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int TRANSACTION_MILLIS = 15_000;
  private static final int SESSION_MILLIS = 10_000;

  /**
   * Longest wait of a fetch without records. New records end it at once, but a close, a seek and a
   * new partition wait for it.
   */
  private static final int FETCH_MILLIS = 100;

  /** The same for topics with few records, whose readers seldom change what they read. */
  private static final int QUIET_FETCH_MILLIS = 500;

  private final Map<String, Object> kafka;
  private final String groupId;
  private final String instanceId;

  /**
   * @param kafka how to reach the brokers
   * @param groupId the service's consumer group
   * @param instanceId this replica's name, unique in its group and stable across restarts
   */
  public ReplicaClients(Map<String, ?> kafka, String groupId, String instanceId) {
    this.kafka = Map.copyOf(kafka);
    this.groupId = Objects.requireNonNull(groupId, "groupId");
    this.instanceId = Objects.requireNonNull(instanceId, "instanceId");
  }

  /**
   * Creates a detector of other processes that use this replica's name.
   *
   * @param key the configuration key of the replica's name, for messages
   */
  public InstanceConflict conflict(String key) {
    return new InstanceConflict(groupId, instanceId, key, System::nanoTime);
  }

  /** Creates the group's member: static, so that a quick restart moves no partition. */
  public Consumer<String, byte[]> member(int mostRecords) {
    return member(mostRecords, FETCH_MILLIS);
  }

  /** Like {@link #member}, for topics with few records: polls the broker less often. */
  public Consumer<String, byte[]> memberOfQuietTopics(int mostRecords) {
    return member(mostRecords, QUIET_FETCH_MILLIS);
  }

  private Consumer<String, byte[]> member(int mostRecords, int fetchMillis) {
    return new KafkaConsumer<>(
        reader("")
            .with(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, fetchMillis)
            .with(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId)
            .with(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic")
            .with(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName())
            .with(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS)
            .with(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 10)
            .with(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords)
            .toMap());
  }

  /**
   * Creates a consumer that does not join the group, but can read its offsets; it reads committed
   * records only.
   *
   * @param purpose suffix of its client id
   */
  public Consumer<String, byte[]> observer(String purpose) {
    return new KafkaConsumer<>(reader("-" + purpose).toMap());
  }

  /**
   * Returns the end offsets of partitions including open transactions. A {@code read_committed}
   * consumer would get the last stable offset instead, which precedes the oldest open transaction;
   * reading up to the offsets returned here waits until each of them has ended.
   *
   * @param purpose suffix of the client id
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public Map<TopicPartition, Long> ends(String purpose, Collection<TopicPartition> partitions) {
    Consumer<String, byte[]> looker =
        new KafkaConsumer<>(
            reader("-" + purpose)
                .with(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted")
                .toMap());
    try {
      // Assigned first: the client logs a warning for each partition whose position it cannot find.
      looker.assign(partitions);
      return looker.endOffsets(partitions);
    } finally {
      looker.close(CloseOptions.timeout(CLOSE));
    }
  }

  private ClientSettings reader(String suffix) {
    return ClientSettings.consumer(common())
        .named(clientId(suffix))
        .with(ConsumerConfig.GROUP_ID_CONFIG, groupId)
        .with(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS)
        .with(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis())
        .with(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BLOCK.toMillis());
  }

  /**
   * Creates a transactional producer. Its transactional id is the replica's, so that it aborts a
   * transaction that an earlier process left open.
   */
  public Producer<String, byte[]> transactional() {
    return new KafkaProducer<>(
        producer("")
            .with(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + instanceId)
            .with(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS)
            .toMap());
  }

  /**
   * Creates a producer without transactions.
   *
   * @param purpose suffix of its client id
   */
  public Producer<String, byte[]> plain(String purpose) {
    return new KafkaProducer<>(producer("-" + purpose).toMap());
  }

  private ClientSettings producer(String suffix) {
    return ClientSettings.producer(common(), REQUEST, BLOCK).named(clientId(suffix));
  }

  private String clientId(String suffix) {
    return groupId + "-" + instanceId + suffix;
  }

  /** Retries sooner than Kafka's defaults, since images are waiting. */
  private Map<String, Object> common() {
    var config = new HashMap<>(kafka);
    config.put("retry.backoff.ms", 20);
    config.put("retry.backoff.max.ms", 500);
    config.put("reconnect.backoff.ms", 50);
    config.put("reconnect.backoff.max.ms", 1_000);
    config.put("enable.metrics.push", false);
    return config;
  }
}
