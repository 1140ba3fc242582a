package dev.weft.rollout.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.rollout.state.ModelState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutStatusTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RolloutStatus status = new RolloutStatus(registry);

  @Test
  void aModelsRolloutIsShownAndGoesWithItsPartition() {
    status.round(List.of(underWay()), true);
    assertThat(gauge("weft.rollout.serving")).isEqualTo(1);
    assertThat(gauge("weft.rollout.candidate")).isEqualTo(2);
    assertThat(gauge("weft.rollout.weight")).isEqualTo(10);
    assertThat(gauge("weft.rollout.shadow")).isEqualTo(20);
    assertThat(gauge("weft.rollout.phase.duration")).isPositive();
    assertThat(phase("progressing")).isEqualTo(1);
    assertThat(phase("waiting")).isZero();

    status.round(List.of(steady()), true);
    assertThat(gauge("weft.rollout.candidate")).isZero();
    assertThat(phase("progressing")).isZero();

    status.round(List.of(), false);
    assertThat(registry.find("weft.rollout.serving").gauge()).isNull();
    assertThat(status.isJoined()).isFalse();
    assertThat(status.states()).isEmpty();
  }

  @Test
  void endsOfEachModelAreCountedFromZero() {
    status.round(List.of(underWay()), true);
    for (Outcome outcome : Outcome.values()) {
      assertThat(ended(outcome)).isZero();
    }

    status.changed(underWay(), steady());

    assertThat(ended(Outcome.ROLLED_BACK)).isEqualTo(1);
    assertThat(ended(Outcome.PROMOTED)).isZero();
  }

  @Test
  void endsAndRefusalsAreCounted() {
    status.changed(underWay(), steady());
    status.changed(steady(), steady());
    status.refused(Reason.STALE_REVISION);
    assertThat(ended(Outcome.ROLLED_BACK)).isEqualTo(1);
    assertThat(
            registry.get("weft.rollout.refusals").tag("reason", "stale-revision").counter().count())
        .isEqualTo(1);
  }

  private double ended(Outcome outcome) {
    return registry.get("weft.rollout.ended").tag("outcome", outcome.code()).counter().count();
  }

  private double gauge(String name) {
    return registry.get(name).tag("model", "clothing").gauge().value();
  }

  private double phase(String phase) {
    return registry.get("weft.rollout.phase").tag("phase", phase).gauge().value();
  }

  private static ModelState underWay() {
    return state(
        new Rollout(
            "id",
            2,
            1,
            Phase.PROGRESSING,
            0,
            RolloutPolicy.DEFAULT.steps(),
            RolloutPolicy.Analysis.DEFAULT,
            10,
            20,
            NOON,
            NOON,
            NOON,
            null,
            List.of()),
        List.of());
  }

  private static ModelState steady() {
    return state(null, List.of(new Ended("id", 2, 1, Outcome.ROLLED_BACK, "why", NOON, NOON)));
  }

  private static ModelState state(Rollout rollout, List<Ended> history) {
    return ModelState.of(
        new RolloutChanged(
            "clothing",
            3,
            1,
            false,
            null,
            rollout,
            history,
            null,
            2,
            Cause.of(Kind.POLICY, null),
            NOON,
            null));
  }
}
