package dev.weft.benchpeer;

/** The process that started this one. */
public final class ParentProcess {
  private ParentProcess() {}

  /** Runs an action once that process has ended, on another thread. */
  public static void onExit(Runnable action) {
    ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(action));
  }
}
