package dev.weft.client.training;

import java.util.List;

/**
 * What is to be trained.
 *
 * @param model the model; null for the server's default
 * @param parent the version to train on from; null for the one that serves
 * @param base what a model's first training starts from: {@code imagenet}, a model's name, {@code
 *     NAME:VERSION}, or {@code auto}; null for what was said when the model was created
 * @param recipe what differs from the defaults; null for nothing
 * @param dropClasses classes that the new version is not to know; null or empty to keep all
 */
public record TrainingRequest(
    String model, Integer parent, String base, TrainingRecipe recipe, List<String> dropClasses) {}
