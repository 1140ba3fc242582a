package dev.weft.kafka.group;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * Whether another process runs under this replica's name. Of the members with one instance id a
 * group keeps the newest, so that two replicas with the same one throw each other out in turns:
 * nothing is lost, but little is done. Thread-safe.
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
        ("another process has joined the group %s as instance %s, and this one is thrown out: give"
                + " each replica a name of its own with %s, which it keeps over a restart")
            .formatted(groupId, instanceId, key);
    this.nanoTime = nanoTime;
  }

  /**
   * Takes note of why a membership ended; that it was a conflict is logged, once for as long as it
   * lasts.
   *
   * @return whether it was one
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
   * Only this failure has no other cause: a producer is fenced also when its transaction is old.
   */
  private static boolean isFenced(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof FencedInstanceIdException) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong and what to do about it; empty when it was last so over a minute ago. */
  public synchronized Optional<String> now() {
    return seen && nanoTime.getAsLong() - last < REMEMBERED.toNanos()
        ? Optional.of(message)
        : Optional.empty();
  }
}
