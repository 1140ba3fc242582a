package dev.weft.rollout.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelDrifted.Of;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.modelstore.reference.Reference;
import dev.weft.rollout.drift.DriftTarget;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.state.ModelState;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final ModelRef FIRST = new ModelRef("clothing", 1);
  private static final ModelRef SECOND = new ModelRef("clothing", 2);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Instant> asked = new ArrayList<>();
  private Instant now = NOON;
  private final QualityMeters meters =
      new QualityMeters(
          registry,
          new RecentFigures(
              (version, roles, since) -> {
                asked.add(since);
                return figures(version.version() == 1 ? 60 : 80);
              },
              Duration.ofHours(1),
              () -> now));

  private static MeasuredFigures figures(long right) {
    return new MeasuredFigures(
        1_000,
        0,
        0,
        MeasuredFigures.histogram(),
        MeasuredFigures.histogram(),
        new Moments(1_000L, 900.0, 820.0),
        Moments.NONE,
        Map.of(),
        500,
        450,
        100,
        right,
        LabeledConfidence.NONE,
        LabeledConfidence.NONE,
        Map.of());
  }

  private static ModelState serving(int version) {
    return ModelState.of(
        new RolloutChanged(
            "clothing",
            3,
            version,
            false,
            null,
            null,
            List.of(),
            null,
            2,
            Cause.of(Kind.POLICY, null),
            NOON,
            null));
  }

  private double value(String name, ModelRef version) {
    return registry
        .get("weft.rollout." + name)
        .tags("model", version.name(), "version", "" + version.version())
        .gauge()
        .value();
  }

  @Test
  void theVersionThatServesIsShownAndGoesWithItsTurn() {
    meters.round(List.of(serving(1)), true);

    assertThat(value("version.images", FIRST)).isEqualTo(1_000);
    assertThat(value("version.accuracy", FIRST)).isEqualTo(0.6);
    assertThat(value("version.accuracy.low", FIRST)).isCloseTo(0.502, within(0.001));
    assertThat(value("version.accuracy.high", FIRST)).isCloseTo(0.691, within(0.001));
    assertThat(value("version.agreement", FIRST)).isEqualTo(0.9);
    assertThat(value("version.confidence", FIRST)).isEqualTo(0.9);
    assertThat(value("version.entropy", FIRST)).isNaN();

    meters.round(List.of(serving(2)), true);

    assertThat(value("version.accuracy", SECOND)).isEqualTo(0.8);
    assertThat(registry.find("weft.rollout.version.accuracy").gauges()).hasSize(1);
  }

  @Test
  void allMetersOfAScrapeAskOnceAndTheNextScrapeAgain() {
    meters.round(List.of(serving(1)), true);
    value("version.images", FIRST);
    value("version.accuracy", FIRST);
    assertThat(asked).containsExactly(NOON.minus(Duration.ofHours(1)));

    now = NOON.plusSeconds(15);
    value("version.images", FIRST);
    assertThat(asked).hasSize(2);
  }

  @Test
  void aDriftIsShownWhileItsVersionServes() {
    meters.round(List.of(serving(1)), true);
    meters.evaluated(watched(FIRST), Of.LABELS, 0.3);

    assertThat(value("drift.index", FIRST)).isEqualTo(0.3);
    assertThat(value("drift.threshold", FIRST)).isEqualTo(0.25);

    meters.round(List.of(serving(2)), true);
    meters.evaluated(watched(FIRST), Of.LABELS, 0.4);
    assertThat(registry.find("weft.rollout.drift.index").gauges()).isEmpty();
  }

  @Test
  void noScrapeMissesAGaugeWhileItsValueChanges() {
    meters.round(List.of(serving(1)), true);
    meters.evaluated(watched(FIRST), Of.LABELS, 0.3);
    List<Meter.Id> removed = new ArrayList<>();
    registry.config().onMeterRemoved(meter -> removed.add(meter.getId()));

    meters.evaluated(watched(FIRST), Of.LABELS, 0.2);
    meters.evaluated(watched(FIRST), Of.FEATURES, 0.1);

    assertThat(removed).isEmpty();
    assertThat(registry.find("weft.rollout.drift.index").tag("of", "labels").gauge().value())
        .isEqualTo(0.2);
    assertThat(registry.find("weft.rollout.drift.index").tag("of", "features").gauge().value())
        .isEqualTo(0.1);
  }

  private static DriftTarget watched(ModelRef version) {
    return new DriftTarget(
        version, RolloutPolicy.Drift.DEFAULT, new Reference(Map.of("hat", 10L), null));
  }
}
