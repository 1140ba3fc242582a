package dev.weft.xception.bench;

/**
 * Figures of a training implementation.
 *
 * @param name such as {@code fused} or {@code dl4j}
 * @param seconds seconds per image for forward, backward and update, median of all rounds
 * @param processorSeconds processor time per image in seconds, summed over all cores, median of all
 *     rounds
 */
public record TrainingFigures(String name, double seconds, double processorSeconds) {}
