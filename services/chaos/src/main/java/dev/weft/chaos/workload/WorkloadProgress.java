package dev.weft.chaos.workload;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tracks accepted work that has not ended, whichever of the two is reported first. Thread-safe.
 * Memory grows with open work, and with work that ended without having been accepted.
 */
final class WorkloadProgress {
  private final Set<String> open = new HashSet<>();
  private final Set<String> early = new HashSet<>();
  private long begun;

  /** Records an acceptance; called once for each id. */
  synchronized void begun(String id) {
    begun++;
    if (!early.remove(id)) {
      open.add(id);
    }
  }

  /** Records an end; may be repeated. */
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

  /** Returns some of the open ids, for people. */
  synchronized String some() {
    return open.stream().limit(5).toList().toString();
  }

  /**
   * Waits until no work is open.
   *
   * @return false on timeout
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
