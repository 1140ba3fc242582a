package dev.weft.gateway.reconcile;

import java.time.Duration;

/**
 * What the reconciler leaves alone.
 *
 * @param grace age below which an object's event may still be on its way
 * @param maxAge age above which an object that no event was seen for stays as it is
 * @param maxEvents most events of one round
 */
public record ReconcileLimits(Duration grace, Duration maxAge, int maxEvents) {

  public ReconcileLimits {
    if (grace.isNegative() || maxAge.compareTo(grace) <= 0) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.max-age (%s) must be longer than weft.gateway.reconcile.grace (%s)"
              .formatted(maxAge, grace));
    }
    if (maxEvents < 1) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.max-events must be at least 1, but is " + maxEvents);
    }
  }
}
