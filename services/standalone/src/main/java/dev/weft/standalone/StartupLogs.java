package dev.weft.standalone;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Suppresses what Kafka logs while its parts wait for each other: clients start at the same time as
 * the broker and would warn of each attempt to reach it, and the broker registers with its
 * controller, repeatedly, before that is elected.
 */
final class StartupLogs {
  private static final Logger CONNECTIONS =
      Logger.getLogger("org.apache.kafka.clients.NetworkClient");

  private static final Logger REGISTRATIONS = Logger.getLogger("kafka.server.ControllerApis");

  private static final List<Logger> ALL = List.of(CONNECTIONS, REGISTRATIONS);

  private StartupLogs() {}

  static void suppress() {
    CONNECTIONS.setLevel(Level.SEVERE);
    REGISTRATIONS.setLevel(Level.OFF);
  }

  /** Logs as configured from now on. */
  static void restore() {
    ALL.forEach(logger -> logger.setLevel(null));
  }
}
