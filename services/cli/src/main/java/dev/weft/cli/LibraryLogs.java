package dev.weft.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log inside a command: their warnings only, since the command itself speaks. */
public final class LibraryLogs {
  private LibraryLogs() {}

  /** For this process, from now on. */
  public static void quiet() {
    Logger.getLogger("").setLevel(Level.WARNING);
  }
}
