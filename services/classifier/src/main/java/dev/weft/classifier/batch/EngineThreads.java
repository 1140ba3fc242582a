package dev.weft.classifier.batch;

import dev.weft.base.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The threads that run batches, one loop each. */
public final class EngineThreads implements AutoCloseable {

  private static final long LONGEST_CLOSE_MILLIS = 15_000;

  private final List<EngineLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  public EngineThreads(int count, Supplier<EngineLoop> loop) {
    var factory = DaemonThreads.numbered("weft-engine");
    for (int i = 0; i < count; i++) {
      var next = loop.get();
      loops.add(next);
      threads.add(factory.newThread(next));
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  /** Whether one of them has a batch. Thread-safe. */
  public boolean isBusy() {
    return loops.stream().anyMatch(EngineLoop::isBusy);
  }

  /** Interrupts the threads and waits for each to end, for a bounded time. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    threads.forEach(EngineThreads::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join(LONGEST_CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
