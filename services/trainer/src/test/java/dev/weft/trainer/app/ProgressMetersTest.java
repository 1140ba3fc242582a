package dev.weft.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressMetersTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final TrainingRequested REQUEST =
      new TrainingRequested("t", "clothing", TrainingTrigger.PERSON, null, null, NOON);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ProgressMeters meters = new ProgressMeters(registry);

  private static TrainingProgress in(TrainingPhase phase) {
    return TrainingProgress.of(REQUEST).phase(phase);
  }

  private void hear(TrainingProgress progress) {
    TrainingProgressed event = progress.event(TrainingState.RUNNING, NOON);
    meters.progressed(event);
  }

  private double value(String name, String... tags) {
    return registry.get("weft.trainer." + name).tags(tags).gauge().value();
  }

  @Test
  void withoutATrainingNothingIsShown() {
    assertThat(value("progress")).isNaN();
    assertThat(value("loss", "split", "validation")).isNaN();
    assertThat(value("phase", "phase", "fine-tune")).isZero();
  }

  @Test
  void figuresOfAnEpochStayUntilTheNextOnesWithinAPhase() {
    hear(in(TrainingPhase.FREEZE).epoch(1, 50).validation(0.9, 0.7).training(0.8, 0.75));
    hear(in(TrainingPhase.FREEZE).epoch(2, 50).images(16, 64).secondsLeft(12.0));

    assertThat(value("phase", "phase", "freeze")).isEqualTo(1);
    assertThat(value("epoch")).isEqualTo(2);
    assertThat(value("progress")).isEqualTo(0.25);
    assertThat(value("left")).isEqualTo(12);
    assertThat(value("loss", "split", "validation")).isEqualTo(0.9);
    assertThat(value("accuracy", "split", "training")).isEqualTo(0.75);

    hear(in(TrainingPhase.CACHE).images(0, 10));

    assertThat(value("phase", "phase", "freeze")).isZero();
    assertThat(value("progress")).isZero();
    assertThat(value("loss", "split", "validation")).isNaN();
  }

  @Test
  void aPhaseOfNoImagesIsNoNumber() {
    hear(in(TrainingPhase.FEATURES).images(0, 0));

    assertThat(value("progress")).isNaN();
  }

  @Test
  void whatHasEndedIsGone() {
    hear(in(TrainingPhase.EVALUATE).images(5, 10));
    meters.ended();

    assertThat(value("progress")).isNaN();
    assertThat(value("phase", "phase", "evaluate")).isZero();
  }
}
