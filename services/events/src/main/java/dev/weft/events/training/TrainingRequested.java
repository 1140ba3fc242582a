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
 * Someone wants a new version of a model. Schema: {@code training-requested.v1}. The same training
 * id twice is one training.
 *
 * @param trainingId see {@link TrainingId}
 * @param model the model's name, see {@link ModelName}
 * @param trigger what asked for it
 * @param parent the version to train on from; null for the one that serves
 * @param base what a model's first training starts from, see {@link TrainingBase}; null for what
 *     was said when the model was created
 * @param dataset the named data set to train on, see {@link DatasetName}; null for the model's
 *     labels as they are when it begins
 * @param recipe what differs from the trainer's defaults; nothing if it was left out
 * @param dropClasses classes that the new version is not to know, although the parent knows them or
 *     images are labeled with them; none if it was left out. All others are kept
 * @param requestedAt when it was asked for
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

  /** Of a model that has a version, or whose base was said when it was created; drops no class. */
  public TrainingRequested(
      String trainingId,
      String model,
      TrainingTrigger trigger,
      Integer parent,
      TrainingRecipe recipe,
      Instant requestedAt) {
    this(trainingId, model, trigger, parent, null, recipe, requestedAt);
  }

  /** A request that drops no class, on the labels that there are. */
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
          "at most %d classes are dropped at once, not %d".formatted(MOST_DROPPED, names.size()));
    }
    for (String name : names) {
      Require.text("each of dropClasses", name, 1, LONGEST_CLASS);
    }
    // One order, so that the same classes are the same request.
    return names.stream().distinct().sorted().toList();
  }

  /** Whether it asks for the same work as another, whoever asked and when. */
  public boolean asksTheSameAs(TrainingRequested other) {
    return model.equals(other.model)
        && Objects.equals(parent, other.parent)
        && Objects.equals(base, other.base)
        && Objects.equals(dataset, other.dataset)
        && recipe.equals(other.recipe)
        && dropClasses.equals(other.dropClasses);
  }
}
