package dev.weft.kafka.group;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * Detects another process that runs under this replica's name. Of the members with one instance id
 * a group keeps the newest, so that two replicas with the same id fence each other in turn: nothing
 * is lost, but little gets done. Thread-safe.
 */
public final class InstanceConflict {
  private static final Logger LOG = System.getLogger(InstanceConflict.class.getName());
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final String message;
  private final LongSupplier nanoTime;
  private boolean seen;
  private long last;

  InstanceConflict(String groupId, String instanceId, String key, LongSupplier nanoTime) {
    this.message =
        ("another process has joined the group %s as instance %s, so this one was removed from the"
                + " group: give each replica a unique name with %s, which it keeps across restarts")
            .formatted(groupId, instanceId, key);
    this.nanoTime = nanoTime;
  }

  /**
   * Records why a membership ended. A conflict is logged once for as long as it lasts.
   *
   * @return whether it was a conflict
   */
  public synchronized boolean note(Throwable failure) {
    if (!isFenced(failure)) {
      return false;
    }
    if (now().isEmpty()) {
      LOG.log(Level.ERROR, message);
    }
    seen = true;
    last = nanoTime.getAsLong();
    return true;
  }

  /**
   * This exception has no other cause; a producer is also fenced when its transaction has expired.
   */
  private static boolean isFenced(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof FencedInstanceIdException) {
        return true;
      }
    }
    return false;
  }

  /** Returns the problem and its remedy; empty if there was no conflict within the last minute. */
  public synchronized Optional<String> now() {
    return seen && nanoTime.getAsLong() - last < REMEMBERED.toNanos()
        ? Optional.of(message)
        : Optional.empty();
  }
}
