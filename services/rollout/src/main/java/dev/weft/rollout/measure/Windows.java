package dev.weft.rollout.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The windows of time that images are counted in.
 *
 * @param length of each, at least a second; they begin at multiples of it
 * @param remember for how long after its classification an image is known, and labels count for it;
 *     at least a window
 */
public record Windows(Duration length, Duration remember) {

  public Windows {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a window lasts at least a second, not " + length);
    }
    if (remember.compareTo(length) < 0) {
      throw new IllegalArgumentException(
          "images must be remembered for at least a window of " + length + ", not " + remember);
    }
  }

  /**
   * The begin, in milliseconds, of the window of a moment; empty if that is no longer remembered. A
   * moment in the future, which another host's clock can make, counts as now.
   */
  OptionalLong of(Instant moment, long nowMillis) {
    if (moment.isBefore(Instant.ofEpochMilli(oldest(nowMillis)))) {
      return OptionalLong.empty();
    }
    Instant now = Instant.ofEpochMilli(nowMillis);
    long millis = moment.isAfter(now) ? nowMillis : moment.toEpochMilli();
    return OptionalLong.of(Math.floorDiv(millis, length.toMillis()) * length.toMillis());
  }

  /** The first moment that is remembered. */
  long oldest(long nowMillis) {
    return nowMillis - remember.toMillis();
  }
}
