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
 * What a Kafka client of a service is set to: how to reach the brokers, what all clients of its
 * kind have in common, and what it asks for beside that. Keys are text, values bytes. Not
 * thread-safe.
 */
public final class ClientSettings {

  /** Of a call that may take longer than one request, each request is given up after so long. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

  private final Map<String, Object> settings;

  private ClientSettings(Map<String, ?> kafka) {
    this.settings = new HashMap<>(kafka);
  }

  /**
   * A consumer that is given committed records only, and of these all: none is skipped because it
   * has no place to begin at, or because retention has removed that place. It commits no offset by
   * itself and makes no topic.
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
   * A producer that sends at once, and whose records are on all replicas that are in sync, once and
   * in order, when the broker says that it has them.
   *
   * @param kafka how to reach the brokers
   * @param request longest wait for one answer of a broker
   * @param most longest wait for a topic's partitions, and then for a record to be taken
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
   * A client that asks brokers about themselves, groups and topics.
   *
   * @param kafka how to reach the brokers
   */
  public static ClientSettings admin(Map<String, ?> kafka) {
    return new ClientSettings(kafka);
  }

  /** What brokers and logs call it. */
  public ClientSettings named(String clientId) {
    return with(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
  }

  /** How long a call of a consumer or an admin client may take, with all that it asks for. */
  public ClientSettings answeredWithin(Duration timeout) {
    Duration request = timeout.compareTo(LONGEST_REQUEST) < 0 ? timeout : LONGEST_REQUEST;
    return with(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(timeout))
        .with(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(request));
  }

  /** One setting of its own, in Kafka's words. */
  public ClientSettings with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  /** As Kafka's clients take them; the caller's own. */
  public Map<String, Object> toMap() {
    return new HashMap<>(settings);
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }
}
