package dev.weft.trainer.orders;

import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingState;

/**
 * Receives the trainer's activity, for health and metrics. Called on the poll thread, except for
 * progress.
 */
public interface TrainingListener {

  /**
   * Called after each round of the poll loop.
   *
   * @param waiting queued requests, without the one in progress
   * @param training whether a training is in progress
   * @param joined whether the group has assigned a partition to this trainer
   */
  void round(int waiting, boolean training, boolean joined);

  /**
   * Called when the loop has failed; it is restarted after a backoff.
   *
   * @param why the reason, for people
   */
  default void failed(String why) {}

  /** Returns the tracing of trainings; called once. */
  default TrainingTracing follower() {
    return TrainingTracing.NONE;
  }

  /** Called on each progress of a training, on its own thread. */
  default void progressed(TrainingProgressed event) {}

  /** Called when a training has ended. */
  void ended(TrainingState state);
}
