package dev.weft.base;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads with names that end with the process, so that a thread dump reads like the design. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** A thread that is not started. */
  public static Thread named(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that runs. */
  public static Thread start(String name, Runnable task) {
    var thread = named(name, task);
    thread.start();
    return thread;
  }

  /** For executors with one thread, which has just this name. */
  public static ThreadFactory single(String name) {
    return task -> named(name, task);
  }

  /** For executors with several: {@code name-0}, {@code name-1} and so on. */
  public static ThreadFactory numbered(String name) {
    var count = new AtomicInteger();
    return task -> named(name + "-" + count.getAndIncrement(), task);
  }
}
