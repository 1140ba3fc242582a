package dev.weft.client.model;

import dev.weft.client.figures.VersionFigures.Share;
import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * How a version answered images that were held out of its training. At a threshold an image is
 * answered if its most probable class has at least that probability.
 *
 * @param model the version's model
 * @param version its number; null of a training whose version was not published
 * @param trainingId that made it
 * @param folds of the cross-validation that held the images out; 0 if they are the test split
 * @param heldOut images that were held out
 * @param images images that are kept of them
 * @param top most classes that are kept of an answer
 * @param threshold that the figures are at, 0..1
 * @param slice of whose images alone the figures are; null for all
 * @param classes that the version knows
 * @param overall micro average of all classes
 * @param byClass in the order of the classes
 * @param curve of the class that was asked for
 * @param confusion cells of the confusion matrix that are not empty
 * @param slices micro average of each tag's images
 * @param comparison with the version that was asked for; null if none was
 * @param steps figures by threshold; null if they were not asked for
 */
public record Evaluation(
    String model,
    @SentAsNull Integer version,
    String trainingId,
    int folds,
    int heldOut,
    int images,
    int top,
    double threshold,
    @SentAsNull Slice slice,
    List<String> classes,
    Figures overall,
    List<ClassFigures> byClass,
    Curve curve,
    List<Cell> confusion,
    List<SliceFigures> slices,
    @SentAsNull Comparison comparison,
    @SentAsNull EvaluationSteps steps) {

  /**
   * A tag of images.
   *
   * @param key its name
   * @param value its value; null for all other values of the key
   */
  public record Slice(String key, @SentAsNull String value) {}

  /**
   * A number with its 95 % interval.
   *
   * @param value the number
   * @param low lower end
   * @param high upper end
   */
  public record Estimate(double value, double low, double high) {}

  /**
   * Figures at the threshold.
   *
   * @param images how many there are
   * @param precision right answers of the answers
   * @param recall right answers of the images
   * @param f1 harmonic mean of both; null without answers or images
   * @param averagePrecision 0..1, whatever the threshold; null where it was not computed
   */
  public record Figures(
      int images,
      Share precision,
      Share recall,
      @SentAsNull Estimate f1,
      @SentAsNull Double averagePrecision) {}

  /**
   * A class's figures at the threshold.
   *
   * @param name of the class
   * @param images that show it
   * @param precision right answers of the answers
   * @param recall right answers of the images
   * @param f1 harmonic mean of both; null without answers or images
   * @param averagePrecision 0..1, whatever the threshold; null without images
   */
  public record ClassFigures(
      String name,
      int images,
      Share precision,
      Share recall,
      @SentAsNull Estimate f1,
      @SentAsNull Double averagePrecision) {}

  /**
   * A slice's figures at the threshold.
   *
   * @param key name of the tag
   * @param value its value; null for all other values of the key
   * @param images that have it
   * @param precision right answers of the answers
   * @param recall right answers of the images
   * @param f1 harmonic mean of both; null without answers
   */
  public record SliceFigures(
      String key,
      @SentAsNull String value,
      int images,
      Share precision,
      Share recall,
      @SentAsNull Estimate f1) {}

  /**
   * A precision-recall curve.
   *
   * @param label the class; null for all classes together
   * @param points from the highest threshold to the lowest
   */
  public record Curve(@SentAsNull String label, List<Point> points) {}

  /**
   * A point of a curve; each 0..1.
   *
   * @param threshold that a class's probability must have
   * @param precision at it
   * @param recall at it
   */
  public record Point(double threshold, double precision, double recall) {}

  /**
   * A cell of the confusion matrix.
   *
   * @param label what the images show
   * @param answer what they are answered with; null if they are not answered
   * @param images how many
   */
  public record Cell(String label, @SentAsNull String answer, int images) {}

  /**
   * Two versions on the same images.
   *
   * @param version the other one
   * @param basis {@code judged-together} if the training of one asked the other too, or {@code
   *     held-out-of-both}
   * @param images how many
   * @param leftOut common images of a class that only one of the two knows
   * @param figures of this version on these images
   * @param others of the other version on these images
   * @param won images that only this version is right about
   * @param lost images that only the other version is right about
   * @param difference of the recalls, this less the other
   * @param byClass of the classes that images show
   */
  public record Comparison(
      int version,
      String basis,
      int images,
      int leftOut,
      Figures figures,
      Figures others,
      int won,
      int lost,
      Estimate difference,
      List<ClassComparison> byClass) {}

  /**
   * A class of two versions on the same images.
   *
   * @param name of the class
   * @param images that show it
   * @param won images that only this version is right about
   * @param lost images that only the other version is right about
   * @param difference of the recalls, this less the other
   */
  public record ClassComparison(String name, int images, int won, int lost, Estimate difference) {}
}
