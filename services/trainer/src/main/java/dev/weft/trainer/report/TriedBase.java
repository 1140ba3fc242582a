package dev.weft.trainer.report;

/**
 * A base that a first training might start from, with its accuracy on the labels.
 *
 * @param base such as {@code imagenet:1}
 * @param accuracy cross-validated or validation accuracy of a head on its features, 0..1
 * @param images number of them
 */
public record TriedBase(String base, double accuracy, int images) {}
