package dev.weft.kafka.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Builds the settings of a Kafka client: how to reach the brokers, the defaults for its kind, and
 * overrides. Keys are strings, values bytes. Not thread-safe.
 */
public final class ClientSettings {

  /** Timeout of each single request within a call that may take longer. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

  private final Map<String, Object> settings;

  private ClientSettings(Map<String, ?> kafka) {
    this.settings = new HashMap<>(kafka);
  }

  /**
   * Settings of a consumer that reads committed records only. Without a committed offset, or if
   * retention has removed its position, it starts at the oldest record, so that it skips none.
   * Offsets are not committed automatically, and topics are not created.
   *
   * @param kafka how to reach the brokers
   */
  public static ClientSettings consumer(Map<String, ?> kafka) {
    return new ClientSettings(kafka)
        .with(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class)
        .with(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class)
        .with(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .with(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
        .with(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
        .with(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
  }

  /**
   * Settings of an idempotent producer without linger: acknowledged records are on all in-sync
   * replicas, exactly once and in order.
   *
   * @param kafka how to reach the brokers
   * @param request timeout of one request to a broker
   * @param most timeout for a topic's metadata, and then for the delivery of a record
   */
  public static ClientSettings producer(Map<String, ?> kafka, Duration request, Duration most) {
    return new ClientSettings(kafka)
        .with(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class)
        .with(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class)
        .with(ProducerConfig.ACKS_CONFIG, "all")
        .with(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .with(ProducerConfig.LINGER_MS_CONFIG, 0)
        .with(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(request))
        .with(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(most))
        .with(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(most));
  }

  /**
   * Settings of an admin client.
   *
   * @param kafka how to reach the brokers
   */
  public static ClientSettings admin(Map<String, ?> kafka) {
    return new ClientSettings(kafka);
  }

  /** Sets the client id. */
  public ClientSettings named(String clientId) {
    return with(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
  }

  /**
   * Sets the timeout of a consumer's or admin client's calls, including all requests that a call
   * sends.
   */
  public ClientSettings answeredWithin(Duration timeout) {
    Duration request = timeout.compareTo(LONGEST_REQUEST) < 0 ? timeout : LONGEST_REQUEST;
    return with(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(timeout))
        .with(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(request));
  }

  /** Sets a single Kafka property. */
  public ClientSettings with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  /** Returns the settings as Kafka clients take them, as a map that the caller owns. */
  public Map<String, Object> toMap() {
    return new HashMap<>(settings);
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }
}
