package dev.weft.chaos.workload;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What was taken in and has not ended yet, whichever of the two is heard first. Thread-safe. Memory
 * grows with what is under way, and with what ended without having been taken in.
 */
final class WorkloadProgress {
  private final Set<String> open = new HashSet<>();
  private final Set<String> early = new HashSet<>();
  private long begun;

  /** It was acknowledged; once for each id. */
  synchronized void begun(String id) {
    begun++;
    if (!early.remove(id)) {
      open.add(id);
    }
  }

  /** It has ended; any number of times. */
  synchronized void ended(String id) {
    if (open.remove(id)) {
      notifyAll();
    } else {
      early.add(id);
    }
  }

  synchronized long begun() {
    return begun;
  }

  synchronized int open() {
    return open.size();
  }

  /** Some of what is open, for people. */
  synchronized String some() {
    return open.stream().limit(5).toList().toString();
  }

  /**
   * Waits until nothing is open.
   *
   * @return whether that was so in time
   */
  synchronized boolean await(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!open.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
