package dev.weft.trainer.report;

/**
 * A base that a training might have started from, tried on its labels.
 *
 * @param base such as {@code imagenet:1}
 * @param accuracy of heads on its features, on images held back from them; 0..1
 * @param images number of them
 */
public record TriedBase(String base, double accuracy, int images) {}
