package dev.weft.classifier.serving;

import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import java.util.List;

/**
 * What a replica has of what the rollouts ask for.
 *
 * @param revision of the newest state that it acts on; 0 if it has seen none
 * @param serving the version that it answers with; null if none
 * @param candidate of the rollout under way; null if there is none
 * @param versions what it holds, or tries to
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
