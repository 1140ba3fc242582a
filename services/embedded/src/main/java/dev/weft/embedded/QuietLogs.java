package dev.weft.embedded;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Limits the verbose logs of broker and endpoint to warnings, unless a level is configured. */
final class QuietLogs {
  // Kept here, since java.util.logging only has weak references to loggers and their levels.
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("kafka"),
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("state.change.logger"),
          Logger.getLogger("org.gaul"),
          Logger.getLogger("jclouds"),
          Logger.getLogger("org.jclouds"));

  /** Warns at each start. */
  private static final Logger CONTROLLER =
      Logger.getLogger("org.apache.kafka.controller.QuorumController");

  /** Logs denied requests at INFO, which whoever configures access control lists needs to see. */
  private static final Logger REFUSALS = Logger.getLogger("kafka.authorizer.logger");

  private QuietLogs() {}

  static void apply() {
    TALKATIVE.forEach(logger -> setIfUnset(logger, Level.WARNING));
    setIfUnset(CONTROLLER, Level.SEVERE);
  }

  static void logDenials() {
    setIfUnset(REFUSALS, Level.INFO);
  }

  /** Logs to standard error, in a process without other log configuration. */
  static void toStandardError() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s [%3$s] %5$s%6$s%n");
    Logger root = Logger.getLogger("");
    for (Handler silent : root.getHandlers()) {
      root.removeHandler(silent);
    }
    root.addHandler(new ConsoleHandler());
  }

  private static void setIfUnset(Logger logger, Level level) {
    if (logger.getLevel() == null) {
      logger.setLevel(level);
    }
  }
}
