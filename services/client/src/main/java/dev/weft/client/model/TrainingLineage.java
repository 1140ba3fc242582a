package dev.weft.client.model;

import java.util.Map;

/**
 * How a version was trained.
 *
 * @param trainingId the training's id
 * @param dataSet SHA-256 of the data set's manifest, which is its id
 * @param named the named data set; null if it used the model's current labels
 * @param inputs SHA-256 over all inputs of the weights; null if not recorded
 * @param recipe the effective recipe, with all defaults filled in
 * @param seed the seed of all random numbers
 * @param codeVersion version of Weft
 * @param hardware processor or GPU, and the library that computed on it
 * @param seconds duration of the training
 */
public record TrainingLineage(
    String trainingId,
    String dataSet,
    String named,
    String inputs,
    Map<String, Object> recipe,
    long seed,
    String codeVersion,
    String hardware,
    double seconds) {}
