package dev.weft.standalone;

import dev.weft.base.DaemonThreads;

/**
 * Exits when the parent process is gone, even if that was killed. Enabled by {@code
 * -Dweft.parent.pid=N}.
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
