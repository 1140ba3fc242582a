package dev.weft.console;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Limits the logs of libraries within a command to warnings, since the command prints its own
 * messages.
 */
public final class LibraryLogs {
  private static final String MANAGER = "java.util.logging.manager";

  private LibraryLogs() {}

  /** Configures this process. */
  public static void quiet() {
    // JBoss's log manager is on the class path, and complains if another is created before it is
    // named.
    if (System.getProperty(MANAGER) == null) {
      System.setProperty(MANAGER, "org.jboss.logmanager.LogManager");
    }
    Logger.getLogger("").setLevel(Level.WARNING);
  }
}
