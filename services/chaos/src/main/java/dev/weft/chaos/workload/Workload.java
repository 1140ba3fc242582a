package dev.weft.chaos.workload;

import dev.weft.chaos.history.HistoryWriter;
import java.time.Duration;

/**
 * Clients of a running system, and the recorder of what it says; both write one history. Clients
 * are as they should be: one idempotency key an image, and the same upload again until it is
 * acknowledged or refused.
 */
public final class Workload implements AutoCloseable {

  private Workload() {}

  /**
   * Records from now on, and lets clients begin.
   *
   * @param seed of what clients do; the history names it
   * @param history stays open
   */
  public static Workload start(
      Target target, Mix mix, Images images, long seed, HistoryWriter history) {
    throw new UnsupportedOperationException();
  }

  /** Images that the system has acknowledged so far. */
  public long acknowledged() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the clients, waits until everything that was acknowledged is answered, reads the data sets
   * and every topic to its end, and writes that down as the history's end. What is not answered in
   * time is what the checker finds. All processes must be up again before.
   *
   * @param timeout for the answers
   */
  public void finish(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  /** Ends everything, at once. */
  @Override
  public void close() {}
}
