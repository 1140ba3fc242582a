package dev.weft.events.training;

import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import java.time.Instant;

/**
 * A training is no longer wanted. Schema: {@code training-cancelled.v1}. It lies behind its request
 * in the same partition, and does nothing once the training has ended.
 *
 * @param trainingId the training, see {@link TrainingId}
 * @param model the model's name, as in the request
 * @param requestedAt when it was asked for
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
