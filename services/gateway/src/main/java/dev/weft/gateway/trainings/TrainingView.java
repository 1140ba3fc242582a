package dev.weft.gateway.trainings;

import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import java.time.Instant;
import java.util.List;

/**
 * What the topics have said about one training so far.
 *
 * @param id the training
 * @param model the model's name
 * @param request null while only its progress was seen
 * @param cancelRequestedAt null if nobody wanted it to end
 * @param progress the newest; null before the first
 * @param epochs by phase, in order; the newest ones if there are many
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

  /** How far it has come: queued until its trainer says more. */
  public TrainingState state() {
    return progress == null ? TrainingState.QUEUED : progress.state();
  }

  /** When it was asked for; the best known moment while the request was not seen. */
  public Instant requestedAt() {
    if (request != null) {
      return request.requestedAt();
    }
    return progress != null ? progress.at() : cancelRequestedAt;
  }
}
