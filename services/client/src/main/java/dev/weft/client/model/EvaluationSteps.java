package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * An evaluation's figures at each threshold from 0 to 1 in steps of 0.01: 101 values per list.
 *
 * @param overall micro average over all classes
 * @param classes the classes with most images, at most 100
 * @param slices the slices with most images, at most 50
 * @param confusion cells of the confusion matrix that are not empty at threshold 0
 * @param comparison the comparison with another version; null if none was requested
 */
public record EvaluationSteps(
    Columns overall,
    List<ClassSteps> classes,
    List<SliceSteps> slices,
    List<CellSteps> confusion,
    @SentAsNull ComparisonSteps comparison) {

  /**
   * Figures by threshold with the bounds of their 95 % intervals; a value is null where the figure
   * is undefined.
   *
   * @param images number of images
   * @param answered by threshold
   * @param right by threshold
   * @param precision by threshold
   * @param precisionLow by threshold
   * @param precisionHigh by threshold
   * @param recall by threshold
   * @param recallLow by threshold
   * @param recallHigh by threshold
   * @param f1 by threshold
   * @param f1Low by threshold
   * @param f1High by threshold
   */
  public record Columns(
      int images,
      List<Integer> answered,
      List<Integer> right,
      List<Double> precision,
      List<Double> precisionLow,
      List<Double> precisionHigh,
      List<Double> recall,
      List<Double> recallLow,
      List<Double> recallHigh,
      List<Double> f1,
      List<Double> f1Low,
      List<Double> f1High) {}

  /**
   * Figures of a class.
   *
   * @param name the class's name
   * @param columns its figures
   */
  public record ClassSteps(String name, Columns columns) {}

  /**
   * Figures of a slice.
   *
   * @param key the tag's name
   * @param value the tag's value; null for all remaining values
   * @param columns its figures
   */
  public record SliceSteps(String key, @SentAsNull String value, Columns columns) {}

  /**
   * A cell of the confusion matrix.
   *
   * @param label the images' label
   * @param answer the predicted label
   * @param lost pairs of a step and a number of images, which are answered up to that step and not
   *     above it
   */
  public record CellSteps(String label, String answer, List<List<Integer>> lost) {}

  /**
   * Figures of a comparison of two versions.
   *
   * @param figures the figures of this version
   * @param others figures of the other version
   * @param won by threshold
   * @param lost by threshold
   * @param difference the difference of the recalls by threshold
   * @param differenceLow by threshold
   * @param differenceHigh by threshold
   */
  public record ComparisonSteps(
      Columns figures,
      Columns others,
      List<Integer> won,
      List<Integer> lost,
      List<Double> difference,
      List<Double> differenceLow,
      List<Double> differenceHigh) {}
}
