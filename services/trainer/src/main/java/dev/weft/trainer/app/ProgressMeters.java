package dev.weft.trainer.app;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgressed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/**
 * Publishes the progress of the training in progress as meters under {@code weft.trainer}; NaN
 * without one.
 */
final class ProgressMeters {

  private final MeterRegistry registry;
  private volatile Step step = Step.NONE;

  /** Figures of an epoch are kept until the next epoch of the same phase. */
  private record Step(
      TrainingPhase phase,
      double done,
      double epoch,
      double secondsLeft,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy) {

    static final Step NONE = of(null);

    static Step of(TrainingPhase phase) {
      double none = Double.NaN;
      return new Step(phase, none, none, none, none, none, none, none);
    }

    Step with(TrainingProgressed event) {
      boolean counts = event.images() != null && event.imagesTotal() != null;
      return new Step(
          phase,
          counts ? event.images() / (double) event.imagesTotal() : done,
          or(event.epoch(), epoch),
          or(event.secondsLeft(), secondsLeft),
          or(event.loss(), loss),
          or(event.accuracy(), accuracy),
          or(event.validationLoss(), validationLoss),
          or(event.validationAccuracy(), validationAccuracy));
    }

    private static double or(Number value, double otherwise) {
      return value == null ? otherwise : value.doubleValue();
    }
  }

  ProgressMeters(MeterRegistry registry) {
    this.registry = registry;
    for (TrainingPhase phase : TrainingPhase.values()) {
      if (phase != TrainingPhase.UNKNOWN) {
        gauge(
            "phase",
            "1 for the current phase of the training, otherwise 0",
            Tags.of("phase", phase.code()),
            null,
            now -> now.phase == phase ? 1 : 0);
      }
    }
    gauge(
        "progress",
        "Fraction of the images of the phase, or of its current epoch, that are processed",
        Tags.empty(),
        "ratio",
        Step::done);
    gauge("epoch", "Current epoch of the phase", Tags.empty(), null, Step::epoch);
    gauge(
        "left", "Maximum remaining time of the phase", Tags.empty(), "seconds", Step::secondsLeft);
    Tags training = Tags.of("split", "training");
    Tags validation = Tags.of("split", "validation");
    gauge("loss", "Cross-entropy loss of the last epoch", training, null, Step::loss);
    gauge("loss", "Cross-entropy loss of the last epoch", validation, null, Step::validationLoss);
    gauge("accuracy", "Accuracy of the last epoch", training, "ratio", Step::accuracy);
    gauge("accuracy", "Accuracy of the last epoch", validation, "ratio", Step::validationAccuracy);
  }

  private void gauge(
      String name, String description, Tags tags, String unit, ToDoubleFunction<Step> value) {
    Gauge.builder("weft.trainer." + name, this, meters -> value.applyAsDouble(meters.step))
        .description(description)
        .tags(tags)
        .baseUnit(unit)
        .register(registry);
  }

  /** Called by one thread at a time. */
  void progressed(TrainingProgressed event) {
    if (event.phase() != null) {
      Step before = event.phase() == step.phase ? step : Step.of(event.phase());
      step = before.with(event);
    }
  }

  void ended() {
    step = Step.NONE;
  }
}
