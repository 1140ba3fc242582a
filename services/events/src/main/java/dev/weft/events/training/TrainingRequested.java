package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import dev.weft.events.label.DatasetName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A training of a new version was requested. Schema: {@code training-requested.v1}. Requests with
 * the same training id are one training.
 *
 * @param trainingId see {@link TrainingId}
 * @param model the model's name, see {@link ModelName}
 * @param trigger what requested it
 * @param parent the version to continue from; null for the serving one
 * @param base what a model's first training starts from, see {@link TrainingBase}; null for the
 *     base given when the model was created
 * @param dataset the named data set to train on, see {@link DatasetName}; null for the model's
 *     labels when the training starts
 * @param recipe deviations from the trainer's defaults; none if omitted
 * @param dropClasses classes to drop from the new version, although the parent has them or images
 *     are labeled with them; none if omitted. All others are kept
 * @param requestedAt when it was requested
 */
public record TrainingRequested(
    String trainingId,
    String model,
    TrainingTrigger trigger,
    Integer parent,
    String base,
    String dataset,
    TrainingRecipe recipe,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dropClasses,
    Instant requestedAt)
    implements TrainingOrder {

  private static final int MOST_DROPPED = 1000;
  private static final int LONGEST_CLASS = 256;

  public TrainingRequested {
    TrainingId.require(trainingId);
    ModelName.require(model);
    Objects.requireNonNull(trigger, "trigger");
    Require.atLeast("parent", parent, 1);
    if (base != null) {
      TrainingBase.parse(base);
    }
    if (dataset != null) {
      DatasetName.require(dataset);
    }
    recipe = recipe == null ? TrainingRecipe.DEFAULT : recipe;
    dropClasses = requireClasses(dropClasses);
    Require.moment("requestedAt", requestedAt);
  }

  /**
   * A request for a model that has a version, or whose base was given when it was created; drops no
   * class.
   */
  public TrainingRequested(
      String trainingId,
      String model,
      TrainingTrigger trigger,
      Integer parent,
      TrainingRecipe recipe,
      Instant requestedAt) {
    this(trainingId, model, trigger, parent, null, recipe, requestedAt);
  }

  /** A request that drops no class, on the model's labels. */
  public TrainingRequested(
      String trainingId,
      String model,
      TrainingTrigger trigger,
      Integer parent,
      String base,
      TrainingRecipe recipe,
      Instant requestedAt) {
    this(trainingId, model, trigger, parent, base, null, recipe, List.of(), requestedAt);
  }

  private static List<String> requireClasses(List<String> names) {
    if (names == null) {
      return List.of();
    }
    if (names.size() > MOST_DROPPED) {
      throw new IllegalArgumentException(
          "dropClasses must have at most %d classes, but has %d"
              .formatted(MOST_DROPPED, names.size()));
    }
    for (String name : names) {
      Require.text("each of dropClasses", name, 1, LONGEST_CLASS);
    }
    // Sorted, so that requests for the same classes are equal.
    return names.stream().distinct().sorted().toList();
  }

  /** Whether it requests the same work as another, regardless of who requested it and when. */
  public boolean asksTheSameAs(TrainingRequested other) {
    return model.equals(other.model)
        && Objects.equals(parent, other.parent)
        && Objects.equals(base, other.base)
        && Objects.equals(dataset, other.dataset)
        && recipe.equals(other.recipe)
        && dropClasses.equals(other.dropClasses);
  }
}
