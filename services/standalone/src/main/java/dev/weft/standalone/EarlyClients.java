package dev.weft.standalone;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Kafka's clients start while the broker does, and would warn of each attempt to reach it: until
 * everything is ready that is no news.
 */
final class EarlyClients {
  private static final Logger CONNECTIONS =
      Logger.getLogger("org.apache.kafka.clients.NetworkClient");

  private EarlyClients() {}

  static void hush() {
    CONNECTIONS.setLevel(Level.SEVERE);
  }

  static void unhush() {
    CONNECTIONS.setLevel(null);
  }
}
