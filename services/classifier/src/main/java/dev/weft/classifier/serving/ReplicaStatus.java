package dev.weft.classifier.serving;

import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import java.util.List;

/**
 * Status of a replica with respect to its model's rollout.
 *
 * @param revision of the newest state that it acts on; 0 if it has seen none
 * @param serving version; null if none
 * @param candidate of the rollout in progress; null if there is none
 * @param versions that are loaded, or being loaded, with their states
 * @param engine that runs the serving version; null before the first
 */
public record ReplicaStatus(
    int revision,
    Integer serving,
    Integer candidate,
    List<ReplicaVersion> versions,
    String engine) {

  public ReplicaStatus {
    versions = List.copyOf(versions);
  }
}
