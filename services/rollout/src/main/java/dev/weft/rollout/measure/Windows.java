package dev.weft.rollout.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The time windows in which images are counted.
 *
 * @param length of each, at least a second; windows start at multiples of it
 * @param remember how long after its classification an image is remembered, and labels count for
 *     it; at least a window
 */
public record Windows(Duration length, Duration remember) {

  public Windows {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "a window must last at least one second, but lasts " + length);
    }
    if (remember.compareTo(length) < 0) {
      throw new IllegalArgumentException(
          "images must be remembered for at least one window of "
              + length
              + ", but are for "
              + remember);
    }
  }

  /**
   * The start, in milliseconds, of the window that contains a moment; empty if it is past the
   * retention. A moment in the future, due to another host's clock, counts as now.
   */
  OptionalLong of(Instant moment, long nowMillis) {
    if (moment.isBefore(Instant.ofEpochMilli(oldest(nowMillis)))) {
      return OptionalLong.empty();
    }
    Instant now = Instant.ofEpochMilli(nowMillis);
    long millis = moment.isAfter(now) ? nowMillis : moment.toEpochMilli();
    return OptionalLong.of(Math.floorDiv(millis, length.toMillis()) * length.toMillis());
  }

  /** The earliest moment within the retention. */
  long oldest(long nowMillis) {
    return nowMillis - remember.toMillis();
  }
}
