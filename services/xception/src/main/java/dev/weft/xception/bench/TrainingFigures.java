package dev.weft.xception.bench;

/**
 * What one way to train did.
 *
 * @param name such as {@code fused} or {@code dl4j}
 * @param seconds an image: forward, backward and update, the median of all rounds
 * @param processorSeconds that the process used for an image on all cores together, likewise
 */
public record TrainingFigures(String name, double seconds, double processorSeconds) {}
