package dev.weft.trainer.orders;

import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingState;

/**
 * Hears what the trainer does, for health and metrics. Called on its poll thread, but for progress.
 */
public interface TrainingListener {

  /**
   * A round of the loop is done.
   *
   * @param waiting requests without an end, but for the one that is being done
   * @param training whether one is being done
   * @param joined whether the group has given this trainer a partition
   */
  void round(int waiting, boolean training, boolean joined);

  /**
   * The loop has ended, and begins again in a moment.
   *
   * @param why for people
   */
  default void failed(String why) {}

  /** Follows each training on its own; asked once. */
  default TrainingTracing follower() {
    return TrainingTracing.NONE;
  }

  /** A training goes on. Called on its own thread. */
  default void progressed(TrainingProgressed event) {}

  /** A training ended. */
  void ended(TrainingState state);
}
