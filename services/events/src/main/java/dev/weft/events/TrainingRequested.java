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
 * @param base what a model's first training starts from, see {@link TrainingBase}; null for what
 *     was said when the model was created
 * @param recipe what differs from the trainer's defaults; nothing if it was left out
 * @param requestedAt when it was asked for
 */
public record TrainingRequested(
    String trainingId,
    String model,
    TrainingTrigger trigger,
    Integer parent,
    String base,
    TrainingRecipe recipe,
    Instant requestedAt)
    implements TrainingOrder {

  public TrainingRequested {
    TrainingId.require(trainingId);
    ModelName.require(model);
    Objects.requireNonNull(trigger, "trigger");
    Require.atLeast("parent", parent, 1);
    if (base != null) {
      TrainingBase.parse(base);
    }
    recipe = recipe == null ? TrainingRecipe.DEFAULT : recipe;
    Require.moment("requestedAt", requestedAt);
  }

  /** Of a model that has a version, or whose base was said when it was created. */
  public TrainingRequested(
      String trainingId,
      String model,
      TrainingTrigger trigger,
      Integer parent,
      TrainingRecipe recipe,
      Instant requestedAt) {
    this(trainingId, model, trigger, parent, null, recipe, requestedAt);
  }

  /** Whether it asks for the same work as another, whoever asked and when. */
  public boolean asksTheSameAs(TrainingRequested other) {
    return model.equals(other.model)
        && Objects.equals(parent, other.parent)
        && Objects.equals(base, other.base)
        && recipe.equals(other.recipe);
  }
}
