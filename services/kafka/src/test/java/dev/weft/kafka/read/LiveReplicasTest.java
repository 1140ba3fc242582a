package dev.weft.kafka.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutObserved;
import dev.weft.kafka.read.LiveReplicas.ReplicaReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveReplicasTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private Instant now = NOW;
  private long nanos = Long.MAX_VALUE - 5;
  private final LiveReplicas replicas =
      new LiveReplicas(Duration.ofSeconds(15), Duration.ofMinutes(15), () -> now, () -> nanos);

  @Test
  void theReportOfEachReplicaThatWasReadLastCounts() {
    replicas.reported(report("clothing", "b", 1, NOW));
    replicas.reported(report("clothing", "a", 1, NOW));
    replicas.reported(report("clothing", "a", 2, NOW.minusSeconds(60)));
    replicas.reported(report("shoes", "a", 1, NOW));

    assertThat(replicas.live("clothing"))
        .extracting(report -> report.replica() + report.revision())
        .containsExactly("a2", "b1");
    assertThat(replicas.models()).containsExactly("clothing", "shoes");
    assertThat(replicas.of("other")).isEmpty();
  }

  @Test
  void aReplicaIsLiveWhateverItsClockSays() {
    replicas.reported(report("clothing", "behind", 1, NOW.minus(Duration.ofHours(3))));
    replicas.reported(report("clothing", "ahead", 1, NOW.plus(Duration.ofHours(3))));
    pass(Duration.ofSeconds(15));
    assertThat(replicas.live("clothing")).hasSize(2);
    pass(Duration.ofMillis(1));
    assertThat(replicas.live("clothing")).isEmpty();
  }

  @Test
  void aClockThatJumpsHereEndsNoReplica() {
    replicas.reported(report("clothing", "a", 1, NOW));
    now = NOW.plus(Duration.ofHours(5));
    assertThat(replicas.live("clothing")).hasSize(1);
    now = NOW.minus(Duration.ofHours(5));
    pass(Duration.ofSeconds(16));
    assertThat(replicas.live("clothing")).isEmpty();
  }

  @Test
  void oneThatLeavesIsNotLiveAndRemembered() {
    replicas.reported(new RolloutObserved("clothing", "a", 1, 1, List.of(), "onnx-cpu", true, NOW));
    assertThat(replicas.of("clothing")).extracting(ReplicaReport::live).containsExactly(false);
  }

  @Test
  void whatLayInTheTopicIsAsOldAsItsRecordUntilTheReplicaIsHeardOf() {
    replicas.found(report("clothing", "a", 1, NOW), NOW.minusSeconds(60));
    replicas.found(report("clothing", "b", 1, NOW), NOW.plusSeconds(60));
    assertThat(replicas.of("clothing"))
        .extracting(ReplicaReport::live, ReplicaReport::ago)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(false, Duration.ofMinutes(1)),
            org.assertj.core.groups.Tuple.tuple(true, Duration.ZERO));
    replicas.reported(report("clothing", "a", 2, NOW.minusSeconds(60)));
    assertThat(replicas.live("clothing")).hasSize(2);
  }

  @Test
  void oneThatWasSilentForLongIsForgotten() {
    replicas.reported(report("clothing", "a", 1, NOW));
    pass(Duration.ofMinutes(15));
    assertThat(replicas.of("clothing")).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(replicas.of("clothing")).isEmpty();
  }

  private void pass(Duration time) {
    nanos += TimeUnit.MILLISECONDS.toNanos(time.toMillis());
  }

  private static RolloutObserved report(String model, String replica, int revision, Instant at) {
    return new RolloutObserved(model, replica, revision, 1, List.of(), "onnx-cpu", false, at);
  }
}
