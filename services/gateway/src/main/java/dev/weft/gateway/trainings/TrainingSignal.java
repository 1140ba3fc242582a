package dev.weft.gateway.trainings;

import dev.weft.events.training.TrainingProgressed;

/** The next signal to a subscriber of a training. */
public sealed interface TrainingSignal {

  /**
   * Progress.
   *
   * @param offset to resume from
   */
  record Progress(long offset, TrainingProgressed event) implements TrainingSignal {}

  /** A heartbeat, since there was no event for a while. */
  record Quiet() implements TrainingSignal {}

  /** The training has ended, and all events were delivered. */
  record End() implements TrainingSignal {}
}
