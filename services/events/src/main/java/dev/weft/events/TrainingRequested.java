package dev.weft.events;

import java.time.Instant;
import java.util.Objects;

/**
 * Someone wants a new version of a model. Schema: {@code training-requested.v1}. The same training
 * id twice is one training.
 *
 * @param trainingId see {@link TrainingId}
 * @param model the model's name, see {@link ModelName}
 * @param trigger what asked for it
 * @param parent the version to train on from; null for the one that serves
 * @param recipe what differs from the trainer's defaults; nothing if it was left out
 * @param requestedAt when it was asked for
 */
public record TrainingRequested(
    String trainingId,
    String model,
    TrainingTrigger trigger,
    Integer parent,
    TrainingRecipe recipe,
    Instant requestedAt)
    implements TrainingOrder {

  public TrainingRequested {
    TrainingId.require(trainingId);
    ModelName.require(model);
    Objects.requireNonNull(trigger, "trigger");
    Require.atLeast("parent", parent, 1);
    recipe = recipe == null ? TrainingRecipe.DEFAULT : recipe;
    Require.moment("requestedAt", requestedAt);
  }

  /** Whether it asks for the same work as another, whoever asked and when. */
  public boolean asksTheSameAs(TrainingRequested other) {
    return model.equals(other.model)
        && Objects.equals(parent, other.parent)
        && recipe.equals(other.recipe);
  }
}
