package dev.weft.gateway.reconcile;

import java.time.Duration;

/**
 * Limits of the reconciler.
 *
 * @param grace age below which an object's event may still be on its way
 * @param maxAge age above which an object without an event is not repaired
 * @param maxEvents maximum number of events per round
 * @param sweep maximum number of objects per round whose keys contain no hour
 * @param retention age above which the views may have expired an object, so that it is not reported
 *     as too old; null if views do not expire
 */
public record ReconcileLimits(
    Duration grace, Duration maxAge, int maxEvents, int sweep, Duration retention) {

  public ReconcileLimits {
    if (grace.isNegative() || maxAge.compareTo(grace) <= 0) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.max-age (%s) must be longer than weft.gateway.reconcile.grace (%s)"
              .formatted(maxAge, grace));
    }
    if (retention != null && retention.compareTo(maxAge) <= 0) {
      throw new IllegalArgumentException(
          "weft.gateway.views.retention (%s) must be longer than weft.gateway.reconcile.max-age (%s): otherwise images that were removed from the views would be added again"
              .formatted(retention, maxAge));
    }
    if (maxEvents < 1) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.max-events must be at least 1, but is " + maxEvents);
    }
    if (sweep < 1) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.sweep must be at least 1, but is " + sweep);
    }
  }

  /** Whether the views may have expired an object of this age. */
  boolean isForgotten(Duration age) {
    return retention != null && age.compareTo(retention) > 0;
  }
}
