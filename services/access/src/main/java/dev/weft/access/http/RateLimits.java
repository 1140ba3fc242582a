package dev.weft.access.http;

import dev.weft.access.rate.TokenBuckets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Rate limits of callers: how long a caller must wait before the next request, zero for no wait.
 */
@Singleton
class RateLimits {

  private final Optional<TokenBuckets> known;
  private final Optional<TokenBuckets> refused;

  @Inject
  RateLimits(AccessConfig config) {
    known = buckets(config.rate().perSecond(), config.rate().burst());
    refused = buckets(config.rate().refusedPerSecond(), config.rate().refusedBurst());
  }

  Duration of(Caller caller) {
    String name = caller.isKnown() ? caller.name() : caller.address();
    return known.map(buckets -> buckets.take(name)).orElse(Duration.ZERO);
  }

  /** The limit of callers without a valid credential. */
  Duration ofUnknown(Caller caller) {
    return refused.map(buckets -> buckets.take(caller.address())).orElse(Duration.ZERO);
  }

  private static Optional<TokenBuckets> buckets(double perSecond, int burst) {
    return perSecond > 0 ? Optional.of(new TokenBuckets(perSecond, burst)) : Optional.empty();
  }
}
