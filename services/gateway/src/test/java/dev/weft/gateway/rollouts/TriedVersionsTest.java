package dev.weft.gateway.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.gateway.Events;
import dev.weft.gateway.RolloutEvents;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.kafka.read.LiveReplicas;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriedVersionsTest {
  private static final ModelRef VERSION = new ModelRef(RolloutEvents.MODEL, 2);

  private final LiveReplicas replicas = new LiveReplicas(Duration.ofHours(1), Duration.ofHours(1));
  private final MeasuredWindows measurements = new MeasuredWindows(10);
  private final AtomicBoolean complete = new AtomicBoolean(true);
  private final TriedVersions tried = new TriedVersions(replicas, measurements, complete::get);

  @Test
  void aVersionThatSomeReplicaHasLoadedIsTriedEvenIfAnotherRefusesIt() {
    report("classifier-1", State.REFUSED);
    report("classifier-2", State.READY);

    assertThat(tried.has(VERSION)).isTrue();
    assertThat(tried.has(new ModelRef("other", 2))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = "READY", mode = EnumSource.Mode.EXCLUDE)
  void aVersionThatNoReplicaHasLoadedIsNot(State state) {
    report("classifier-1", state);

    assertThat(tried.has(VERSION)).isFalse();
  }

  @Test
  void aVersionThatHasClassifiedImagesIsTriedAndOneThatFailedOnAllIsNot() {
    measure(1);
    measure(2, 100_000);

    assertThat(tried.has(VERSION)).isTrue();
    assertThat(tried.has(new ModelRef(RolloutEvents.MODEL, 1))).isFalse();
    assertThat(tried.has(new ModelRef("other", 2))).isFalse();
  }

  @Test
  void nothingIsDeniedBeforeEverythingHasBeenRead() {
    complete.set(false);

    assertThatThrownBy(() -> tried.has(VERSION)).isInstanceOf(ViewsUnavailableException.class);
    report("classifier-1", State.READY);
    assertThat(tried.has(VERSION)).isTrue();
  }

  private void report(String replica, State state) {
    replicas.reported(RolloutEvents.observed(replica, state, Events.at(0)));
  }

  private void measure(int version, long... micros) {
    measurements.apply(
        RolloutEvents.measured(
            version, ServingRole.PRIMARY, 0, Events.at(0), Events.at(20), micros));
  }
}
