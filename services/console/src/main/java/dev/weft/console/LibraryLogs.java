package dev.weft.console;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log inside a command: their warnings only, since the command itself speaks. */
public final class LibraryLogs {
  private static final String MANAGER = "java.util.logging.manager";

  private LibraryLogs() {}

  /** For this process, from now on. */
  public static void quiet() {
    // JBoss's is on the class path, and complains if another is made before it is named.
    if (System.getProperty(MANAGER) == null) {
      System.setProperty(MANAGER, "org.jboss.logmanager.LogManager");
    }
    Logger.getLogger("").setLevel(Level.WARNING);
  }
}
