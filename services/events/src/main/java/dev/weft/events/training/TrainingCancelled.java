package dev.weft.events.training;

import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import java.time.Instant;

/**
 * A training is to be cancelled. Schema: {@code training-cancelled.v1}. It follows the request in
 * the same partition, and has no effect once the training has ended.
 *
 * @param trainingId the training, see {@link TrainingId}
 * @param model the model's name, as in the request
 * @param requestedAt when the cancellation was requested
 */
public record TrainingCancelled(String trainingId, String model, Instant requestedAt)
    implements TrainingOrder {

  public TrainingCancelled {
    TrainingId.require(trainingId);
    ModelName.require(model);
    Require.moment("requestedAt", requestedAt);
  }

  @Override
  public String identity() {
    return trainingId + "/cancelled";
  }
}
