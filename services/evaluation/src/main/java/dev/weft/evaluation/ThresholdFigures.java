package dev.weft.evaluation;

import dev.weft.base.WilsonInterval;

/**
 * Precision, recall and F1 of a version's answers at one confidence threshold, with 95 % intervals.
 *
 * <p>An image is answered if its most probable class has at least the threshold's probability. Of a
 * class, {@code answered} are the images that are answered with it; of all classes together (micro
 * average) all that are answered.
 *
 * @param images that show the class; all images of the micro average
 * @param answered of which the answer is the class
 * @param right both
 */
public record ThresholdFigures(int images, int answered, int right) {
  public ThresholdFigures {
    if (right < 0 || right > images || right > answered) {
      throw new IllegalArgumentException(
          "%d right of %d images and %d answers".formatted(right, images, answered));
    }
  }

  /** Share of the answers that are right: true positives of all positives; null without any. */
  public WilsonInterval precision() {
    return share(right, answered);
  }

  /**
   * Share of the images that are answered, and rightly: the true positive rate; null without any.
   */
  public WilsonInterval recall() {
    return share(right, images);
  }

  /**
   * The harmonic mean of a class's precision and recall; null where one is. It rises with the share
   * of true positives {@code J} among true positives, false positives and false negatives, as
   * {@code 2J / (1 + J)}: the interval is that of {@code J}, on that scale.
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
   * The harmonic mean of the micro average's precision and recall; null where one is. With so many
   * answers to so many images it is the precision times {@code 2 answered / (answered + images)}:
   * the interval is that of the precision, on that scale. Unlike a class's false positives and
   * false negatives, those of all classes are the same images counted twice.
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
