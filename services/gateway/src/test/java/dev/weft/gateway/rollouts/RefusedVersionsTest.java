package dev.weft.gateway.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.gateway.Events;
import dev.weft.gateway.RolloutEvents;
import dev.weft.kafka.read.LiveReplicas;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusedVersionsTest {
  private static final ModelRef VERSION = new ModelRef(RolloutEvents.MODEL, 2);

  private final LiveReplicas replicas = new LiveReplicas(Duration.ofHours(1), Duration.ofHours(1));
  private final RefusedVersions refused = new RefusedVersions(replicas);

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "FAILED"})
  void aVersionThatClassifiersFailToLoadIsRefused(State state) {
    report("classifier-1", state);

    assertThat(refused.why(VERSION)).isPresent();
    assertThat(refused.why(new ModelRef("other", 2))).isEmpty();
    assertThat(refused.why(new ModelRef(RolloutEvents.MODEL, 3))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOADING", "READY"})
  void aVersionThatIsLoadedOrBeingLoadedIsNot(State state) {
    report("classifier-1", state);

    assertThat(refused.why(VERSION)).isEmpty();
  }

  @Test
  void aVersionThatNoClassifierHasTriedIsNot() {
    assertThat(refused.why(VERSION)).isEmpty();
  }

  @Test
  void aVersionThatSomeReplicaHasLoadedIsNotEvenIfAnotherRefusesIt() {
    report("classifier-1", State.REFUSED);
    report("classifier-2", State.READY);

    assertThat(refused.why(VERSION)).isEmpty();
  }

  private void report(String replica, State state) {
    replicas.reported(RolloutEvents.observed(replica, state, Events.at(0)));
  }
}
