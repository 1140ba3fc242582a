package dev.weft.classifier.pipeline;

import java.util.HashMap;
import java.util.Map;
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
 * The pipeline's Kafka clients. What the delivery guarantee and the latency rest on is set here and
 * cannot be configured away.
 */
class KafkaClients {

  private static final int REQUEST_MILLIS = 5_000;
  private static final int BLOCK_MILLIS = 10_000;
  private static final int TRANSACTION_MILLIS = 15_000;
  private static final int SESSION_MILLIS = 10_000;
  private static final int MOST_RECORDS = 500;

  private final PipelineSettings settings;

  KafkaClients(PipelineSettings settings) {
    this.settings = settings;
  }

  /** The group's member: static, so that a quick restart moves no partition. */
  Consumer<String, byte[]> member() {
    var config = reader("read_committed");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instanceId());
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 10);
    config.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        Math.max(1, Math.min(MOST_RECORDS, settings.work().maxInFlight() / 4)));
    return new KafkaConsumer<>(config);
  }

  /**
   * A reader outside the group, which sees its offsets.
   *
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   */
  Consumer<String, byte[]> observer(String isolation) {
    var config = reader(isolation);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instanceId() + "-answered");
    return new KafkaConsumer<>(config);
  }

  private Map<String, Object> reader(String isolation) {
    var config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }

  /** The transactional producer; its id is the replica's, so that it ends what it left open. */
  Producer<String, byte[]> producer() {
    var config = common();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.instanceId());
    config.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.groupId() + "-" + settings.instanceId());
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(config);
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put("request.timeout.ms", REQUEST_MILLIS);
    config.put("retry.backoff.ms", 20);
    config.put("retry.backoff.max.ms", 500);
    config.put("reconnect.backoff.ms", 50);
    config.put("reconnect.backoff.max.ms", 1_000);
    config.put("enable.metrics.push", false);
    return config;
  }
}
