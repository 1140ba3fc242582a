package dev.weft.client.model;

import dev.weft.client.figures.VersionFigures.Share;
import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * Evaluation of a version on images that were held out of its training. An image counts as answered
 * if the probability of its most probable class is at least the threshold.
 *
 * @param model the version's model
 * @param version its number; null if the training's version was not published
 * @param trainingId the training that produced it
 * @param folds the folds of the cross-validation that held the images out; 0 if they are the test
 *     split
 * @param heldOut number of images that were held out
 * @param images number of those that are recorded
 * @param top maximum number of classes recorded for a prediction
 * @param threshold the threshold of the figures, 0..1
 * @param slice the slice that the figures are restricted to; null for all images
 * @param classes the version's classes
 * @param overall micro average over all classes
 * @param byClass figures by class, in the order of {@code classes}
 * @param curve precision-recall curve of the requested class
 * @param confusion non-empty cells of the confusion matrix
 * @param slices micro average by tag
 * @param comparison the comparison with the requested version; null if none was requested
 * @param steps figures by threshold; null if not requested
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
   * A slice of the images: those with a tag.
   *
   * @param key the tag's name
   * @param value the tag's value; null for all remaining values
   */
  public record Slice(String key, @SentAsNull String value) {}

  /**
   * An estimate with its 95 % interval.
   *
   * @param value the estimate
   * @param low lower bound
   * @param high upper bound
   */
  public record Estimate(double value, double low, double high) {}

  /**
   * Figures at the threshold.
   *
   * @param images number of images
   * @param precision correct answers among the answers
   * @param recall correct answers among the images
   * @param f1 their harmonic mean; null without answers or images
   * @param averagePrecision 0..1, independent of the threshold; null if not computed
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
   * @param name the class's name
   * @param images number of images of this class
   * @param precision correct answers among the answers
   * @param recall correct answers among the images
   * @param f1 their harmonic mean; null without answers or images
   * @param averagePrecision 0..1, independent of the threshold; null without images
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
   * @param key the tag's name
   * @param value the tag's value; null for all remaining values
   * @param images number of images with the tag
   * @param precision correct answers among the answers
   * @param recall correct answers among the images
   * @param f1 their harmonic mean; null without answers
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
   * A point of a curve; all components are 0..1.
   *
   * @param threshold least probability of the class
   * @param precision the precision at the threshold
   * @param recall the recall at the threshold
   */
  public record Point(double threshold, double precision, double recall) {}

  /**
   * A cell of the confusion matrix.
   *
   * @param label the images' label
   * @param answer the predicted label; null if the images are not answered
   * @param images number of images
   */
  public record Cell(String label, @SentAsNull String answer, int images) {}

  /**
   * Comparison of two versions on the same images.
   *
   * @param version the other one
   * @param basis {@code judged-together} if the training of one evaluated the other too, or {@code
   *     held-out-of-both}
   * @param images number of images
   * @param leftOut number of common images of a class that only one version knows
   * @param figures the figures of this version on these images
   * @param others figures of the other version on these images
   * @param won number of images that only this version classifies correctly
   * @param lost number of images that only the other version classifies correctly
   * @param difference recall of this version minus that of the other
   * @param byClass comparison by class, for classes with images
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
   * Comparison of two versions on one class.
   *
   * @param name the class's name
   * @param images number of images of this class
   * @param won number of images that only this version classifies correctly
   * @param lost number of images that only the other version classifies correctly
   * @param difference recall of this version minus that of the other
   */
  public record ClassComparison(String name, int images, int won, int lost, Estimate difference) {}
}
