package dev.weft.evaluation;

/**
 * A cell of a confusion matrix that is not empty.
 *
 * @param label index of the class that the images show
 * @param answer index of the class that they are answered with
 * @param images how many, by threshold
 */
public record ConfusionCell(int label, int answer, int[] images) {}
