package dev.weft.gateway.reconcile;

import java.time.Duration;

/**
 * What the reconciler leaves alone.
 *
 * @param grace age below which an object's event may still be on its way
 * @param maxAge age above which an object that no event was seen for stays as it is
 * @param maxEvents most events of one round
 * @param sweep most objects of one round that have no hour in their key
 * @param retention age above which the views may have forgotten an object, whose age is then
 *     nothing to report; null if they forget none
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
          "weft.gateway.views.retention (%s) must be longer than weft.gateway.reconcile.max-age (%s): images that the views have forgotten would be taken in again"
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

  /** Whether the views may have forgotten what was put so long ago. */
  boolean isForgotten(Duration age) {
    return retention != null && age.compareTo(retention) > 0;
  }
}
