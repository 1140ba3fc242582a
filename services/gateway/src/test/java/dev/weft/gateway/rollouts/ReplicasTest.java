package dev.weft.gateway.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.RolloutObserved;
import dev.weft.events.RolloutObserved.State;
import dev.weft.gateway.Events;
import dev.weft.gateway.RolloutEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicasTest {

  private final Replicas replicas = new Replicas(Duration.ofSeconds(15));

  @Test
  void the_newest_report_of_each_replica_counts() {
    replicas.apply(report("b", State.LOADING, 1));
    replicas.apply(report("a", State.LOADING, 2));
    replicas.apply(report("b", State.READY, 5));
    replicas.apply(report("b", State.LOADING, 4));

    assertThat(replicas.of(RolloutEvents.MODEL, Events.at(6)))
        .containsExactly(report("a", State.LOADING, 2), report("b", State.READY, 5));
    assertThat(replicas.of("other", Events.at(6))).isEmpty();
  }

  @Test
  void a_replica_that_is_silent_or_leaves_is_not_live() {
    RolloutObserved report = report("a", State.READY, 0);
    RolloutObserved leaving =
        new RolloutObserved(
            report.model(), "a", 3, 1, List.of(), "onnx-cpu", true, report.observedAt());

    assertThat(replicas.isLive(report, Events.at(15))).isTrue();
    assertThat(replicas.isLive(report, Events.at(16))).isFalse();
    assertThat(replicas.isLive(leaving, Events.at(1))).isFalse();
  }

  @Test
  void a_replica_that_was_silent_for_long_is_forgotten() {
    replicas.apply(report("a", State.READY, 0));
    long later = Replicas.REMEMBERED.toSeconds() + 1;

    assertThat(replicas.of(RolloutEvents.MODEL, Events.at(later))).isEmpty();
  }

  private static RolloutObserved report(String replica, State state, int second) {
    return RolloutEvents.observed(replica, state, Events.at(second));
  }
}
