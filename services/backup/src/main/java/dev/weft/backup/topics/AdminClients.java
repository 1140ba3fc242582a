package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Connections to the brokers. */
final class AdminClients {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private AdminClients() {}

  static Admin admin(Map<String, Object> kafka) {
    try {
      return Admin.create(
          ClientSettings.admin(kafka).named("weft-backup").answeredWithin(TIMEOUT).toMap());
    } catch (KafkaException e) {
      throw new BackupException(
          "no Kafka client can be created for %s: %s"
              .formatted(
                  kafka.get("bootstrap.servers"),
                  BrokerAdvice.of(e.getCause() == null ? e : e.getCause())),
          e);
    }
  }
}
