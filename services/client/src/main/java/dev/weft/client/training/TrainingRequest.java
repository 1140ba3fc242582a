package dev.weft.client.training;

import java.util.List;

/**
 * What is to be trained.
 *
 * @param model the model; null for the server's default
 * @param parent the version to train on from; null for the one that serves
 * @param base what a model's first training starts from: {@code imagenet}, a model's name, {@code
 *     NAME:VERSION}, or {@code auto}; null for what was said when the model was created
 * @param dataset the named data set to train on; null for the model's labels as they are when the
 *     training begins
 * @param recipe what differs from the defaults; null for nothing
 * @param dropClasses classes that the new version is not to know; null or empty to keep all
 */
public record TrainingRequest(
    String model,
    Integer parent,
    String base,
    String dataset,
    TrainingRecipe recipe,
    List<String> dropClasses) {

  /** On the labels that there are when it begins. */
  public TrainingRequest(
      String model, Integer parent, String base, TrainingRecipe recipe, List<String> dropClasses) {
    this(model, parent, base, null, recipe, dropClasses);
  }

  /** The default in everything: the model's next version, on the labels that there are now. */
  public static TrainingRequest of(String model) {
    return new TrainingRequest(model, null, null, null, null);
  }
}
