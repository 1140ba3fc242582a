package dev.weft.access.rate;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Token buckets by name: each request takes a token; tokens are refilled at a constant rate up to
 * the burst size. Full buckets are removed, so that memory is bounded by recent callers.
 * Thread-safe.
 */
public final class TokenBuckets {

  private static final int SWEEP_FROM = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond refill rate in tokens per second; above 0
   * @param burst capacity of a bucket; at least 1
   */
  public TokenBuckets(double perSecond, int burst) {
    this(perSecond, burst, System::nanoTime);
  }

  TokenBuckets(double perSecond, int burst, LongSupplier nanoTime) {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "the rate must be greater than 0 and the burst at least 1, but they are "
              + perSecond
              + ", "
              + burst);
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a token.
   *
   * @return zero if there was one, otherwise the time until there is one
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
