package dev.weft.gateway.trainings;

import dev.weft.events.training.TrainingProgressed;

/** What a subscriber to a training hears next. */
public sealed interface TrainingSignal {

  /**
   * Progress.
   *
   * @param offset the place to go on from
   */
  record Progress(long offset, TrainingProgressed event) implements TrainingSignal {}

  /** Nothing came for a while. */
  record Quiet() implements TrainingSignal {}

  /** The training has ended, and everything was said. */
  record End() implements TrainingSignal {}
}
