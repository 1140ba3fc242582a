package dev.weft.rollout.cluster;

import dev.weft.events.ModelRef;
import dev.weft.events.model.Role;
import dev.weft.rollout.judge.MeasuredFigures;
import java.time.Instant;
import java.util.Set;

/** What versions did to live images. Any thread. */
@FunctionalInterface
public interface LiveFigures {

  /**
   * Of one version, over all partitions.
   *
   * @param roles that it had for the images that count
   * @param since when they were classified, at the earliest
   */
  MeasuredFigures figures(ModelRef version, Set<Role> roles, Instant since);
}
