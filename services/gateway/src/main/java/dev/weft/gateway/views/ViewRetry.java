package dev.weft.gateway.views;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Retries queries for a while, since a rebalance usually takes less than a second.
 *
 * @param duration how long to retry
 */
public record ViewRetry(Duration duration) {

  private static final Duration PAUSE = Duration.ofMillis(50);

  /**
   * Runs a query with retries. Blocks.
   *
   * @throws ViewsUnavailableException the last one, when the time is up
   */
  public <T> T retried(Supplier<T> query) {
    long end = System.nanoTime() + duration.toNanos();
    while (true) {
      try {
        return query.get();
      } catch (ViewsUnavailableException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(ViewsUnavailableException reason) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
