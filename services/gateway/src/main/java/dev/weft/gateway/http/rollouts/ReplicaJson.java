package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.kafka.read.LiveReplicas.ReplicaReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The newest report of a classifier replica. */
@Schema(name = "Replica")
public record ReplicaJson(
    String replica,
    @Schema(description = "Whether the replica is live. Rollouts wait for live replicas only.")
        boolean live,
    @Schema(description = "Whether the replica has announced that it is shutting down.")
        boolean leaving,
    @Schema(
            description =
                "Revision of the newest rollout state that the replica has applied; 0 if none.")
        int revision,
    @Schema(nullable = true, description = "Version that the replica serves; null if none.")
        Integer serving,
    @Schema(nullable = true, examples = "onnx-cpu") String engine,
    @Schema(description = "Versions that the replica has loaded or is trying to load.")
        List<ReplicaVersion> versions,
    Instant observedAt,
    @Schema(description = "Seconds since the gateway received the report.") double secondsAgo) {

  private static final double MILLIS = 1000;

  public static ReplicaJson of(ReplicaReport replica) {
    RolloutObserved report = replica.report();
    return new ReplicaJson(
        report.replica(),
        replica.live(),
        report.leaving(),
        report.revision(),
        report.serving(),
        report.engine(),
        report.versions(),
        report.observedAt(),
        replica.ago().toMillis() / MILLIS);
  }

  /** Whether it equals another report, except for its time. */
  boolean reportsSameAs(ReplicaJson other) {
    return live == other.live
        && leaving == other.leaving
        && revision == other.revision
        && replica.equals(other.replica)
        && versions.equals(other.versions)
        && Objects.equals(serving, other.serving);
  }
}
