package dev.weft.chaos.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits several threads to a steady common rate. Unused permits expire after a second, so that a
 * recovering system is not flooded by the backlog.
 */
final class Pace {
  private static final long MOST_BEHIND = TimeUnit.SECONDS.toNanos(1);

  private final long interval;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  Pace(double perSecond) {
    interval = (long) (1e9 / perSecond);
  }

  /** Waits for the next permit. */
  void await() throws InterruptedException {
    long now = System.nanoTime();
    long turn =
        next.getAndUpdate(
            planned -> (now - planned > MOST_BEHIND ? now - MOST_BEHIND : planned) + interval);
    long wait = turn - now;
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }
}
