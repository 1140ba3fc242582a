package dev.weft.kafka.group;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Kafka clients of one replica of a service. What delivery guarantees and latency rest on is
 * set here and cannot be configured away.
 */
public final class ReplicaClients {

  private static final int REQUEST_MILLIS = 5_000;
  private static final int BLOCK_MILLIS = 10_000;
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
    var config = reader("read_committed");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId(""));
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 10);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
    return new KafkaConsumer<>(config);
  }

  /**
   * A reader that is no member, but sees the group's offsets.
   *
   * @param purpose for its client id
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   */
  public Consumer<String, byte[]> observer(String purpose, String isolation) {
    var config = reader(isolation);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId("-" + purpose));
    return new KafkaConsumer<>(config);
  }

  private Map<String, Object> reader(String isolation) {
    var config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }

  /** Its transactional id is the replica's, so that it ends what an earlier one left open. */
  public Producer<String, byte[]> transactional() {
    var config = producer("");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + instanceId);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    return new KafkaProducer<>(config);
  }

  /**
   * Sends what is in no transaction.
   *
   * @param purpose for its client id
   */
  public Producer<String, byte[]> plain(String purpose) {
    return new KafkaProducer<>(producer("-" + purpose));
  }

  private Map<String, Object> producer(String suffix) {
    var config = common();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId(suffix));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return config;
  }

  private String clientId(String suffix) {
    return groupId + "-" + instanceId + suffix;
  }

  private Map<String, Object> common() {
    var config = new HashMap<>(kafka);
    config.put("request.timeout.ms", REQUEST_MILLIS);
    config.put("retry.backoff.ms", 20);
    config.put("retry.backoff.max.ms", 500);
    config.put("reconnect.backoff.ms", 50);
    config.put("reconnect.backoff.max.ms", 1_000);
    config.put("enable.metrics.push", false);
    return config;
  }
}
