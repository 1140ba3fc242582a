package dev.weft.gateway.trainings;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgressed;
import java.time.Instant;

/**
 * The end of an epoch, as a point of the learning curves. Values that were not reported are null.
 *
 * @param phase of the training
 * @param epoch counted from 1 in each phase
 * @param loss on the training split
 * @param accuracy on the training split, 0..1
 * @param validationLoss on the validation split
 * @param validationAccuracy on the validation split, 0..1
 * @param at time of the event
 */
public record EpochPoint(
    TrainingPhase phase,
    int epoch,
    Double loss,
    Double accuracy,
    Double validationLoss,
    Double validationAccuracy,
    Instant at) {

  /** Whether an event reports a completed epoch. */
  static boolean isOne(TrainingProgressed event) {
    boolean numbered = event.phase() != null && event.epoch() != null && event.epoch() > 0;
    return numbered && event.validationLoss() != null;
  }

  static EpochPoint of(TrainingProgressed event) {
    return new EpochPoint(
        event.phase(),
        event.epoch(),
        event.loss(),
        event.accuracy(),
        event.validationLoss(),
        event.validationAccuracy(),
        event.at());
  }
}
