package dev.weft.embedded;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Broker and endpoint tell a great deal about themselves. Only warnings of theirs are for people,
 * unless somebody has set a level for them already.
 */
final class QuietLogs {
  // Held here, since java.util.logging forgets loggers (and their levels) that nobody refers to.
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("kafka"),
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("state.change.logger"),
          Logger.getLogger("org.gaul"),
          Logger.getLogger("jclouds"),
          Logger.getLogger("org.jclouds"));

  /** It warns of each start. */
  private static final Logger CONTROLLER =
      Logger.getLogger("org.apache.kafka.controller.QuorumController");

  /** It tells at INFO whom it refuses what, which whoever gives rights must know. */
  private static final Logger REFUSALS = Logger.getLogger("kafka.authorizer.logger");

  private QuietLogs() {}

  static void apply() {
    TALKATIVE.forEach(logger -> setIfUnset(logger, Level.WARNING));
    setIfUnset(CONTROLLER, Level.SEVERE);
  }

  static void tellRefusals() {
    setIfUnset(REFUSALS, Level.INFO);
  }

  /** For a process of its own, in which nobody else says where logs go. */
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
