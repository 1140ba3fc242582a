package dev.weft.access.rate;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each name: a request takes one, and they come back at a steady rate, up to
 * as many as may be spent at once. Thread-safe. Buckets that are full again are forgotten, so that
 * memory is bound by who asked lately.
 */
public final class TokenBuckets {

  private static final int SWEEP_FROM = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond tokens that come back; above 0
   * @param burst the most that can be spent at once; at least 1
   */
  public TokenBuckets(double perSecond, int burst) {
    this(perSecond, burst, System::nanoTime);
  }

  TokenBuckets(double perSecond, int burst, LongSupplier nanoTime) {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "a rate is above 0 and a burst at least 1, but they are " + perSecond + ", " + burst);
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a token.
   *
   * @return zero if there was one, or how long until there is
   */
  public Duration take(String name) {
    long now = nanoTime.getAsLong();
    if (buckets.size() > SWEEP_FROM) {
      buckets.values().removeIf(bucket -> filled(bucket, now) >= burst);
    }
    Bucket after =
        buckets.compute(
            name,
            (key, before) -> {
              double tokens = before == null ? burst : filled(before, now);
              return tokens >= 1
                  ? new Bucket(tokens - 1, now, true)
                  : new Bucket(tokens, now, false);
            });
    return after.gave()
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((1 - after.tokens()) / perSecond * NANOS));
  }

  private double filled(Bucket bucket, long now) {
    return Math.min(burst, bucket.tokens() + (now - bucket.at()) / NANOS * perSecond);
  }

  private record Bucket(double tokens, long at, boolean gave) {}
}
