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
 * The Kafka clients of one replica of a service. What delivery guarantees and latency rest on is
 * set here and cannot be configured away.
 */
public final class ReplicaClients {

  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration BLOCK = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int TRANSACTION_MILLIS = 15_000;
  private static final int SESSION_MILLIS = 10_000;

  /**
   * How long a fetch lingers where nothing comes. What comes ends it at once, but a close, a seek
   * and a new partition wait for it.
   */
  private static final int FETCH_MILLIS = 100;

  private final Map<String, Object> kafka;
  private final String groupId;
  private final String instanceId;

  /**
   * @param kafka how to reach the brokers
   * @param groupId the service's consumer group
   * @param instanceId this replica, unique in its group and the same after a restart
   */
  public ReplicaClients(Map<String, ?> kafka, String groupId, String instanceId) {
    this.kafka = Map.copyOf(kafka);
    this.groupId = Objects.requireNonNull(groupId, "groupId");
    this.instanceId = Objects.requireNonNull(instanceId, "instanceId");
  }

  /**
   * Notices when another process takes this replica's place.
   *
   * @param key of the configuration that names the replica, for people
   */
  public InstanceConflict conflict(String key) {
    return new InstanceConflict(groupId, instanceId, key, System::nanoTime);
  }

  /** The group's member: static, so that a quick restart moves no partition. */
  public Consumer<String, byte[]> member(int mostRecords) {
    return new KafkaConsumer<>(
        reader("")
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
   * A reader that is no member, but sees the group's offsets, and committed records only.
   *
   * @param purpose for its client id
   */
  public Consumer<String, byte[]> observer(String purpose) {
    return new KafkaConsumer<>(reader("-" + purpose).toMap());
  }

  /**
   * Where partitions end now, transactions that are open included: the end that a reader of
   * committed records is told lies before the oldest of these. Who reads up to here waits until
   * each of them has ended.
   *
   * @param purpose for the client id of who asks
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public Map<TopicPartition, Long> ends(String purpose, Collection<TopicPartition> partitions) {
    Consumer<String, byte[]> looker =
        new KafkaConsumer<>(
            reader("-" + purpose)
                .with(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted")
                .toMap());
    try {
      // The client warns of each end that it has no place for.
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

  /** Its transactional id is the replica's, so that it ends what an earlier one left open. */
  public Producer<String, byte[]> transactional() {
    return new KafkaProducer<>(
        producer("")
            .with(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + instanceId)
            .with(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS)
            .toMap());
  }

  /**
   * Sends what is in no transaction.
   *
   * @param purpose for its client id
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

  /** Tries again sooner than Kafka's clients do by themselves: images wait meanwhile. */
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
