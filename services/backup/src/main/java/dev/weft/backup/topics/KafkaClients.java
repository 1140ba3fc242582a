package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Connections to the brokers.
 *
 * <p>Methods throw {@link BackupException} if a client cannot be created with its settings.
 */
final class KafkaClients {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private KafkaClients() {}

  /**
   * @param kafka how to reach the brokers
   */
  static Admin admin(Map<String, Object> kafka) {
    return create(
        ClientSettings.admin(kafka).named("weft-backup").answeredWithin(TIMEOUT), Admin::create);
  }

  static Consumer<byte[], byte[]> consumer(ClientSettings settings) {
    return create(settings, KafkaConsumer::new);
  }

  static Producer<byte[], byte[]> producer(ClientSettings settings) {
    return create(settings, KafkaProducer::new);
  }

  private static <T> T create(ClientSettings settings, Function<Map<String, Object>, T> creation) {
    Map<String, Object> all = settings.toMap();
    try {
      return creation.apply(all);
    } catch (KafkaException e) {
      throw new BackupException(
          "no Kafka client can be created for %s: %s"
              .formatted(
                  all.get("bootstrap.servers"),
                  BrokerAdvice.of(e.getCause() == null ? e : e.getCause())),
          e);
    }
  }
}
