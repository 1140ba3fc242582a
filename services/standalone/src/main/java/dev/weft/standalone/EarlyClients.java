package dev.weft.standalone;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Suppresses connection warnings of Kafka's clients until everything is ready: they start at the
 * same time as the broker, and would warn of each attempt to reach it.
 */
final class EarlyClients {
  private static final Logger CONNECTIONS =
      Logger.getLogger("org.apache.kafka.clients.NetworkClient");

  private EarlyClients() {}

  static void suppress() {
    CONNECTIONS.setLevel(Level.SEVERE);
  }

  static void unhush() {
    CONNECTIONS.setLevel(null);
  }
}
