package dev.weft.xception.fused;

import dev.weft.base.DaemonThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Distributes a step's channels over threads, including the caller's. */
final class Workers implements AutoCloseable {

  /**
   * Channels that a thread takes at a time: enough to amortise the overhead, few enough to balance
   * the load.
   */
  static final int SHARE = 8;

  private final int count;
  private final ExecutorService threads;

  /** Processes one channel; a worker runs only one call at a time. */
  interface Work {
    void run(int channel, int worker);
  }

  Workers(int count) {
    this.count = count;
    this.threads =
        count == 1
            ? null
            : Executors.newFixedThreadPool(count - 1, DaemonThreads.single("weft-fused-block"));
  }

  int count() {
    return count;
  }

  /**
   * Processes all channels; returns, or throws the first failure, when no thread works any more,
   * since the memory that they write to is reused or freed.
   */
  void each(int channels, Work work) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> others = new ArrayList<>();
    try {
      for (int worker = 1; worker < count; worker++) {
        int own = worker;
        others.add(threads.submit(() -> drain(next, channels, work, own)));
      }
      drain(next, channels, work, 0);
    } catch (RuntimeException | Error e) {
      failures(others).stream().filter(other -> other != e).forEach(e::addSuppressed);
      throw e;
    }
    List<Throwable> failures = failures(others);
    if (!failures.isEmpty()) {
      var failed = new IllegalStateException("a step of a block failed", failures.get(0));
      failures.stream().skip(1).forEach(failed::addSuppressed);
      throw failed;
    }
  }

  private static void drain(AtomicInteger next, int channels, Work work, int worker) {
    for (int first = next.getAndAdd(SHARE); first < channels; first = next.getAndAdd(SHARE)) {
      for (int channel = first; channel < Math.min(channels, first + SHARE); channel++) {
        work.run(channel, worker);
      }
    }
  }

  /** Waits for all, even if interrupted; returns the failures in order. */
  private static List<Throwable> failures(List<Future<?>> all) {
    List<Throwable> failures = new ArrayList<>();
    boolean interrupted = false;
    for (Future<?> work : all) {
      while (true) {
        try {
          work.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failures.add(e.getCause());
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failures;
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
