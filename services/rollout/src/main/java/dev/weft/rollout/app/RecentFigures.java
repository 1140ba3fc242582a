package dev.weft.rollout.app;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ServingRole;
import dev.weft.rollout.cluster.LiveFigures;
import dev.weft.rollout.judge.MeasuredFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Recent figures of versions in any role, computed once for all meters of a scrape. Thread-safe.
 */
final class RecentFigures {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Set<ServingRole> ALL = EnumSet.allOf(ServingRole.class);

  private final LiveFigures figures;
  private final Duration over;
  private final InstantSource clock;
  private final Map<ModelRef, Sum> sums = new HashMap<>();

  private record Sum(MeasuredFigures figures, Instant at) {}

  /**
   * @param over length of the period that figures cover, up to now
   */
  RecentFigures(LiveFigures figures, Duration over, InstantSource clock) {
    this.figures = figures;
    this.over = over;
    this.clock = clock;
  }

  synchronized MeasuredFigures of(ModelRef version) {
    Instant now = clock.instant();
    Sum sum = sums.get(version);
    if (sum == null || sum.at.plus(FRESH).isBefore(now)) {
      sum = new Sum(figures.figures(version, ALL, now.minus(over)), now);
      sums.put(version, sum);
    }
    return sum.figures;
  }

  /** Drops the figures of all other versions. */
  synchronized void retain(Set<ModelRef> versions) {
    sums.keySet().retainAll(versions);
  }
}
