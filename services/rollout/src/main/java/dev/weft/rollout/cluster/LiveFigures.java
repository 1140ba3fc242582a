package dev.weft.rollout.cluster;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ServingRole;
import dev.weft.rollout.judge.MeasuredFigures;
import java.time.Instant;
import java.util.Set;

/** Figures of versions on live images. Thread-safe. */
@FunctionalInterface
public interface LiveFigures {

  /**
   * Figures of a version, summed over all partitions.
   *
   * @param roles roles of the version in which images are counted
   * @param since earliest classification time of the images that are counted
   */
  MeasuredFigures figures(ModelRef version, Set<ServingRole> roles, Instant since);
}
