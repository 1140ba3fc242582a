package dev.weft.gateway.rollouts;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.kafka.read.LiveReplicas;
import java.util.function.BooleanSupplier;

/**
 * Versions that a classifier has loaded. A classifier loads a version in a separate process first,
 * since its graph may crash the process that loads it or take all of its memory; a process without
 * such a check loads only these versions. Thread-safe.
 */
public final class TriedVersions {
  private final LiveReplicas replicas;
  private final MeasuredWindows measurements;
  private final BooleanSupplier complete;

  /**
   * @param complete whether all reports and measurements that were there at the start have been
   *     read
   */
  public TriedVersions(
      LiveReplicas replicas, MeasuredWindows measurements, BooleanSupplier complete) {
    this.replicas = replicas;
    this.measurements = measurements;
    this.complete = complete;
  }

  /**
   * Whether a classifier has reported in the last minutes that the version is loaded, or the
   * version has classified an image in a measured window.
   *
   * @throws ViewsUnavailableException if that is not known yet
   */
  public boolean has(ModelRef version) {
    boolean has = isReady(version) || measurements.hasClassified(version.name(), version.version());
    if (!has && !complete.getAsBoolean()) {
      throw new ViewsUnavailableException("the reports of classifiers are still being read");
    }
    return has;
  }

  private boolean isReady(ModelRef version) {
    return replicas.of(version.name()).stream()
        .flatMap(replica -> replica.report().versions().stream())
        .anyMatch(held -> held.version() == version.version() && held.state() == State.READY);
  }
}
