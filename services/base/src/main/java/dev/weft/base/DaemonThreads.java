package dev.weft.base;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates named daemon threads, so that thread dumps are readable. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Creates a thread without starting it. */
  public static Thread named(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Creates and starts a thread. */
  public static Thread start(String name, Runnable task) {
    var thread = named(name, task);
    thread.start();
    return thread;
  }

  /** A factory for executors with one thread, which has exactly this name. */
  public static ThreadFactory single(String name) {
    return task -> named(name, task);
  }

  /** A factory for executors with several threads: {@code name-0}, {@code name-1} and so on. */
  public static ThreadFactory numbered(String name) {
    var count = new AtomicInteger();
    return task -> named(name + "-" + count.getAndIncrement(), task);
  }
}
