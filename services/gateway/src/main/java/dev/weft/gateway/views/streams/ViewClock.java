package dev.weft.gateway.views.streams;

import java.time.Duration;

/**
 * The time by which views expire. While old records are processed, as when views are rebuilt from
 * their topics, it follows the records' timestamps: each image expires where it expired before,
 * after the label that keeps it if there is one, and the views never grow beyond their former size.
 * Once records are current, or there are none, it is the machine's time. Milliseconds since 1970;
 * not thread-safe.
 */
final class ViewClock {

  private static final long NEAR = Duration.ofMinutes(1).toMillis();
  private static final long QUIET = Duration.ofMinutes(1).toMillis();

  private long reached;
  private long lastCame;

  /**
   * @param now time of the machine's clock
   */
  ViewClock(long now) {
    lastCame = now;
  }

  /** Observes a record's timestamp. One far ahead of the machine's clock is ignored. */
  void saw(long timestamp, long now) {
    if (timestamp <= now + NEAR) {
      lastCame = now;
      reached = Math.max(reached, Math.min(timestamp, now));
    }
  }

  /** The current time. */
  long time(long now) {
    return reached < now - NEAR && lastCame > now - QUIET ? reached : now;
  }

  /**
   * Start of an image's retention: its record's timestamp, but not ahead of the machine's clock,
   * and not so far behind the records processed before that the image would expire at once. Such a
   * record is late, or was written with a wrong clock.
   */
  long begin(long timestamp, long now, Duration retention) {
    long begin = Math.max(0, Math.min(timestamp, now));
    return reached - begin > retention.toMillis() ? reached : begin;
  }
}
