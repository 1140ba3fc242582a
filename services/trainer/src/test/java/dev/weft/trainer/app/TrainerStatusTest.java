package dev.weft.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.training.TrainingState;
import dev.weft.telemetry.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TrainerStatusTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TrainerStatus status = new TrainerStatus(registry, Traces.off(), null);

  @Test
  void endsAreCountedFromZero() {
    assertThat(ended(TrainingState.FAILED)).isZero();

    status.ended(TrainingState.FAILED);

    assertThat(ended(TrainingState.FAILED)).isEqualTo(1);
    assertThat(ended(TrainingState.PUBLISHED)).isZero();
  }

  private double ended(TrainingState state) {
    return registry.get("weft.trainer.trainings").tag("state", state.code()).counter().count();
  }
}
