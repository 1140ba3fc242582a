package dev.weft.gateway.live;

import java.time.Duration;

/**
 * Limits of the feed.
 *
 * @param ring number of newest events kept in memory
 * @param replays number of subscribers that may read older events from Kafka at once
 * @param heartbeat silence after which a subscriber gets {@link Signal.Quiet}
 */
public record FeedLimits(int ring, int replays, Duration heartbeat) {
  public FeedLimits {
    if (ring < 1 || replays < 1 || heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException(
          "ring, replays and heartbeat must be positive, but are "
              + ring
              + ", "
              + replays
              + ", "
              + heartbeat);
    }
  }
}
