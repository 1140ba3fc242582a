package dev.weft.evaluation;

import dev.weft.base.WilsonInterval;

/**
 * Precision, recall and F1 of a version's answers at one confidence threshold, with 95 % intervals.
 *
 * <p>An image is answered if the probability of its most probable class is at least the threshold.
 * For a class, {@code answered} counts the images that are answered with it; for the micro average
 * over all classes, all answered images.
 *
 * @param images number of images of the class; of all images for the micro average
 * @param answered number of images that are answered with the class
 * @param right number of images with both
 */
public record ThresholdFigures(int images, int answered, int right) {
  public ThresholdFigures {
    if (right < 0 || right > images || right > answered) {
      throw new IllegalArgumentException(
          "invalid counts: %d correct of %d images and %d answered"
              .formatted(right, images, answered));
    }
  }

  /** Share of correct answers among the answers; null without answers. */
  public WilsonInterval precision() {
    return share(right, answered);
  }

  /** Share of correct answers among the images (true positive rate); null without images. */
  public WilsonInterval recall() {
    return share(right, images);
  }

  /**
   * Harmonic mean of a class's precision and recall; null if one is null. With {@code J}, the share
   * of true positives among true positives, false positives and false negatives, it is {@code 2J /
   * (1 + J)}, which is monotonic: the interval is the transformed interval of {@code J}.
   */
  public WilsonInterval f1() {
    if (answered == 0 || images == 0) {
      return null;
    }
    WilsonInterval shared = share(right, answered + images - right);
    return new WilsonInterval(f1(shared.share()), f1(shared.low()), f1(shared.high()));
  }

  private static double f1(double shared) {
    return 2 * shared / (1 + shared);
  }

  /**
   * Harmonic mean of the micro average's precision and recall; null if one is null. It is the
   * precision times {@code 2 answered / (answered + images)}: the interval is the scaled interval
   * of the precision. Unlike for a single class, false positives and false negatives of all classes
   * are the same images counted twice.
   */
  public WilsonInterval microF1() {
    if (answered == 0 || images == 0) {
      return null;
    }
    double scale = 2.0 * answered / (answered + images);
    WilsonInterval precision = precision();
    return new WilsonInterval(
        scale * precision.share(), scale * precision.low(), scale * precision.high());
  }

  private static WilsonInterval share(int part, int whole) {
    return whole == 0 ? null : WilsonInterval.of(part, whole, WilsonInterval.Z_95);
  }
}
