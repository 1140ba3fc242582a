package dev.weft.standalone;

import dev.weft.base.DaemonThreads;

/**
 * Ends this process when the one that started it is gone, also when that was killed and could not
 * say so. Only where it says who it is: {@code -Dweft.parent.pid=N}.
 */
final class ParentWatch {
  static final String PROPERTY = "weft.parent.pid";

  private ParentWatch() {}

  static void start() {
    Long parent = Long.getLong(PROPERTY);
    if (parent != null) {
      DaemonThreads.start("weft-parent", () -> exitAfter(parent));
    }
  }

  private static void exitAfter(long parent) {
    ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
    System.exit(0);
  }
}
