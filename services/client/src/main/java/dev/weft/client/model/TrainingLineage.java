package dev.weft.client.model;

import java.util.Map;

/**
 * How a version was trained.
 *
 * @param trainingId of the run
 * @param dataSet SHA-256 of the data set's manifest, which is its id
 * @param named the named data set that it was on; null for the labels that there were
 * @param inputs SHA-256 of all that the weights are made from; null where it was not kept
 * @param recipe as it was run, with nothing left to defaults
 * @param seed of everything random
 * @param codeVersion of Weft
 * @param hardware processor or GPU, and what computed on it
 * @param seconds that the run took
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
