package dev.weft.trainer.orders;

import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.PhaseProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes the progress of trainings: each phase and each epoch, and at most twice a second in
 * between. Progress may be lost if the broker is unavailable; the end of a training is not, since
 * it is sent in the transaction that commits its request.
 */
final class ProgressSender implements AutoCloseable {
  static final String SOURCE = "/weft/trainer";

  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");
  private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();

  private final Producer<String, byte[]> producer;
  private final EventCodec codec;
  private final TrainingListener listener;
  private long last;

  /**
   * @param producer closed by this sender
   * @param listener receives the published progress
   */
  ProgressSender(Producer<String, byte[]> producer, EventCodec codec, TrainingListener listener) {
    this.producer = producer;
    this.codec = codec;
    this.listener = listener;
  }

  void began(TrainingRequested request, TrainingPhase phase) {
    send(TrainingProgress.of(request).phase(phase).event(TrainingState.RUNNING, now()));
  }

  void noted(TrainingRequested request, String detail) {
    send(TrainingProgress.of(request).detail(detail).event(TrainingState.RUNNING, now()));
  }

  /** Registers another request that is completed by this training. */
  void joined(String trainingId, TrainingRequested request) {
    send(sameAs(trainingId, request).event(TrainingState.RUNNING, now()));
  }

  void progressed(TrainingRequested request, PhaseProgress step) {
    boolean isMilestone = step.figures() != null || step.images() == step.imagesTotal();
    if (!isMilestone && System.nanoTime() - last < INTERVAL_NANOS) {
      return;
    }
    last = System.nanoTime();
    TrainingProgress progress =
        TrainingProgress.of(request).phase(TrainingPhase.valueOf(step.step().name()));
    if (step.imagesTotal() > 0) {
      progress.images(step.images(), step.imagesTotal());
    }
    if (step.epochs() > 0) {
      progress.epoch(step.epoch(), step.epochs());
    }
    if (step.secondsLeft() != null) {
      progress.secondsLeft(step.secondsLeft());
    }
    if (step.loss() != null) {
      progress.loss(step.loss());
    }
    Epoch figures = step.figures();
    if (figures != null) {
      progress.validation(figures.validationLoss(), figures.validationAccuracy());
      if (figures.loss() != null && figures.accuracy() != null) {
        progress.training(figures.loss(), figures.accuracy());
      }
    }
    send(progress.event(TrainingState.RUNNING, now()));
  }

  /** Waits until all progress is acknowledged, or has failed. */
  void flush() {
    producer.flush();
  }

  static TrainingProgress sameAs(String trainingId, TrainingRequested request) {
    var other =
        new TrainingRequested(
            trainingId,
            request.model(),
            request.trigger(),
            request.parent(),
            request.base(),
            request.dataset(),
            request.recipe(),
            request.dropClasses(),
            request.requestedAt());
    return TrainingProgress.of(other)
        .detail("same inputs as training " + request.trainingId() + ": both share one result");
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private void send(TrainingProgressed event) {
    listener.progressed(event);
    try {
      producer.send(
          codec.encode(event, CloudEvent.of(event, SOURCE)),
          (sent, failure) -> {
            if (failure != null) {
              notSent(event, failure);
            }
          });
    } catch (KafkaException e) {
      notSent(event, e);
    }
  }

  private static void notSent(TrainingProgressed event, Exception failure) {
    LogFields.about(
        Subject.of(event),
        () ->
            LOG.warnf(
                "training=%s: cannot send progress: %s", event.trainingId(), failure.getMessage()));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
