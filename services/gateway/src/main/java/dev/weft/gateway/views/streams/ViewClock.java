package dev.weft.gateway.views.streams;

import java.time.Duration;

/**
 * The time that the end of views goes by. While records of the past are read, as when views are
 * built again from their topics, it is theirs: each image ends where it ended before, after the
 * label that keeps it if there is one, and the views are never larger than they have been. Once the
 * records are those of now, or none come, it is the machine's. Milliseconds since 1970; not
 * thread-safe.
 */
final class ViewClock {

  private static final long NEAR = Duration.ofMinutes(1).toMillis();
  private static final long QUIET = Duration.ofMinutes(1).toMillis();

  private long reached;
  private long lastCame;

  /**
   * @param now by the machine's clock
   */
  ViewClock(long now) {
    lastCame = now;
  }

  /** A record came. One that is far ahead of the machine's clock says nothing. */
  void saw(long timestamp, long now) {
    if (timestamp <= now + NEAR) {
      lastCame = now;
      reached = Math.max(reached, Math.min(timestamp, now));
    }
  }

  /** What time it is. */
  long time(long now) {
    return reached < now - NEAR && lastCame > now - QUIET ? reached : now;
  }

  /**
   * When an image's time begins: by its record's timestamp, but not ahead of the machine's clock,
   * and not so far behind what was read before that it would be over already. The clock of whoever
   * wrote such a record is wrong, or it is late.
   */
  long begin(long timestamp, long now, Duration retention) {
    long begin = Math.max(0, Math.min(timestamp, now));
    return reached - begin > retention.toMillis() ? reached : begin;
  }
}
