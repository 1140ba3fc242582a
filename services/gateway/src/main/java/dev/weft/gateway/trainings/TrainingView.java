package dev.weft.gateway.trainings;

import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import java.time.Instant;
import java.util.List;

/**
 * The state of one training according to its events so far.
 *
 * @param id the training
 * @param model the model's name
 * @param request null if only progress was seen so far
 * @param cancelRequestedAt null if no cancellation was requested
 * @param progress the newest; null before the first
 * @param epochs in order of phase and number; the newest ones if there are many
 */
public record TrainingView(
    String id,
    String model,
    TrainingRequested request,
    Instant cancelRequestedAt,
    TrainingProgressed progress,
    List<EpochPoint> epochs) {

  public TrainingView {
    epochs = List.copyOf(epochs);
  }

  /** The state; queued until the trainer reports another. */
  public TrainingState state() {
    return progress == null ? TrainingState.QUEUED : progress.state();
  }

  /** When it was requested; the best known time if the request was not seen yet. */
  public Instant requestedAt() {
    if (request != null) {
      return request.requestedAt();
    }
    return progress != null ? progress.at() : cancelRequestedAt;
  }
}
