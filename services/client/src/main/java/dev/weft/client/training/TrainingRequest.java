package dev.weft.client.training;

import java.util.List;

/**
 * A request for a training.
 *
 * @param model the model; null for the server's default
 * @param parent the version to continue from; null for the serving one
 * @param base what a model's first training starts from: {@code imagenet}, a model's name, {@code
 *     NAME:VERSION}, or {@code auto}; null for the base given when the model was created
 * @param dataset the named data set to train on; null for the model's labels when the training
 *     starts
 * @param recipe deviations from the defaults; null for none
 * @param dropClasses classes to drop from the new version; null or empty to keep all
 */
public record TrainingRequest(
    String model,
    Integer parent,
    String base,
    String dataset,
    TrainingRecipe recipe,
    List<String> dropClasses) {

  /** A training on the model's labels when it starts. */
  public TrainingRequest(
      String model, Integer parent, String base, TrainingRecipe recipe, List<String> dropClasses) {
    this(model, parent, base, null, recipe, dropClasses);
  }

  /** A training with all defaults: the model's next version, on its current labels. */
  public static TrainingRequest of(String model) {
    return new TrainingRequest(model, null, null, null, null);
  }
}
