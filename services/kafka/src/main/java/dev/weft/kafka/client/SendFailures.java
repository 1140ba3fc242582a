package dev.weft.kafka.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Logs the first of several failures in a row to send records whose loss stops nothing, and the
 * first success after them. Thread-safe.
 */
public final class SendFailures {

  private static final Logger LOG = System.getLogger(SendFailures.class.getName());

  private final String what;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * @param what the records, such as "reports of replica=a"
   */
  public SendFailures(String what) {
    this.what = what;
  }

  /** The producer's result for a record; {@code failure} is null if it was sent. */
  public void completed(Exception failure) {
    if (failure == null) {
      if (failing.compareAndSet(true, false)) {
        LOG.log(Level.INFO, "{0} are sent again", what);
      }
    } else if (failing.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "{0} cannot be sent: {1}", what, BrokerAdvice.of(failure));
    } else {
      LOG.log(Level.DEBUG, what + " still cannot be sent", failure);
    }
  }
}
