package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.kafka.read.LiveReplicas.Heard;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The newest report of a classifier replica. */
@Schema(name = "Replica")
public record ReplicaJson(
    String replica,
    @Schema(description = "whether a rollout waits for it") boolean live,
    @Schema(description = "whether it said that this was its last word") boolean leaving,
    @Schema(description = "of the newest state that it acts on; 0 if it has seen none")
        int revision,
    @Schema(nullable = true, description = "the version that it answers with") Integer serving,
    @Schema(nullable = true, examples = "onnx-cpu") String engine,
    @Schema(description = "what it holds, or tries to") List<ReplicaVersion> versions,
    Instant observedAt,
    @Schema(description = "since the gateway heard it") double secondsAgo) {

  private static final double MILLIS = 1000;

  public static ReplicaJson of(Heard heard) {
    RolloutObserved report = heard.report();
    return new ReplicaJson(
        report.replica(),
        heard.live(),
        report.leaving(),
        report.revision(),
        report.serving(),
        report.engine(),
        report.versions(),
        report.observedAt(),
        heard.ago().toMillis() / MILLIS);
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
