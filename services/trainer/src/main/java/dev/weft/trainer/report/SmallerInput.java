package dev.weft.trainer.report;

import dev.weft.modelstore.QuantizedComparison;
import java.util.List;
import java.util.Locale;

/**
 * Comparison of heads for a smaller input size with heads for the version's own size, on images
 * that the version was evaluated on; each image is answered by heads that were not trained on it.
 *
 * <p>The size is offered by the rule of accuracy by which an 8-bit graph is published. The other
 * rule, about uncertain answers, does not apply: a training at the smaller size determines the
 * thresholds for that size.
 *
 * @param inputSize width and height in pixels
 * @param cost computation per image relative to the version's own size, 0..1, by the number of
 *     pixels
 * @param objection why the size is not offered; null if it is
 * @param images number of images that were answered at both sizes
 * @param right number of correct answers at this size
 * @param rightAtOwnSize number of correct answers at the version's own size
 * @param same number of images with the same answer
 */
public record SmallerInput(
    int inputSize,
    double cost,
    String objection,
    int images,
    int right,
    int rightAtOwnSize,
    int same) {

  /**
   * An image with both answers, each an index of a class.
   *
   * @param label its class
   * @param answer the answer at the smaller size
   * @param atOwnSize the answer at the version's own size
   */
  public record Compared(int label, int answer, int atOwnSize) {}

  /** Compares the answers. */
  public static SmallerInput of(int inputSize, double cost, List<Compared> images) {
    int right = (int) images.stream().filter(it -> it.answer() == it.label()).count();
    int rightAtOwnSize = (int) images.stream().filter(it -> it.atOwnSize() == it.label()).count();
    return new SmallerInput(
        inputSize,
        cost,
        objection(images.size(), right, rightAtOwnSize),
        images.size(),
        right,
        rightAtOwnSize,
        (int) images.stream().filter(it -> it.answer() == it.atOwnSize()).count());
  }

  private static String objection(int images, int right, int rightAtOwnSize) {
    return rightAtOwnSize - right > QuantizedComparison.ACCURACY_MARGIN * images
        ? String.format(
            Locale.ROOT,
            "heads of that size classify %d of %d images correctly, those of the version's own size"
                + " %d; at most %.1f %% fewer are allowed",
            right,
            images,
            rightAtOwnSize,
            100 * QuantizedComparison.ACCURACY_MARGIN)
        : null;
  }
}
