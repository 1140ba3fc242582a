package dev.weft.evaluation;

/**
 * A non-empty cell of a confusion matrix.
 *
 * @param label index of the images' label
 * @param answer index of the predicted class
 * @param images number of images by threshold
 */
public record ConfusionCell(int label, int answer, int[] images) {}
