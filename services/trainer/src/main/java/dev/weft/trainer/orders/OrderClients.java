package dev.weft.trainer.orders;

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
 * The trainer's Kafka clients. What the delivery guarantee rests on is set here and cannot be
 * configured away.
 */
public final class OrderClients {
  private static final int REQUEST_MILLIS = 5_000;
  private static final int BLOCK_MILLIS = 10_000;
  private static final int TRANSACTION_MILLIS = 15_000;
  private static final int SESSION_MILLIS = 10_000;
  private static final int MOST_RECORDS = 100;

  private final Map<String, Object> kafka;
  private final String groupId;
  private final String instanceId;

  /**
   * @param kafka how to reach the broker
   * @param instanceId this trainer, unique in its group and the same after a restart
   */
  public OrderClients(Map<String, Object> kafka, String groupId, String instanceId) {
    this.kafka = Map.copyOf(kafka);
    this.groupId = Objects.requireNonNull(groupId, "groupId");
    this.instanceId = Objects.requireNonNull(instanceId, "instanceId");
  }

  /** The group's member: static, so that a trainer that comes back soon goes on at once. */
  Consumer<String, byte[]> member() {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, groupId + "-" + instanceId);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 10);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return new KafkaConsumer<>(config);
  }

  /** Commits ends with their requests; its id is the trainer's, so that it ends what it left. */
  Producer<String, byte[]> transactional() {
    Map<String, Object> config = producer("");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupId + "-" + instanceId);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    return new KafkaProducer<>(config);
  }

  /** Sends what may get lost. */
  Producer<String, byte[]> plain() {
    return new KafkaProducer<>(producer("-progress"));
  }

  private Map<String, Object> producer(String suffix) {
    Map<String, Object> config = common();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, groupId + "-" + instanceId + suffix);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return config;
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("request.timeout.ms", REQUEST_MILLIS);
    config.put("reconnect.backoff.ms", 50);
    config.put("reconnect.backoff.max.ms", 1_000);
    config.put("enable.metrics.push", false);
    return config;
  }
}
