package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * An evaluation's figures at each threshold from 0 to 1 in steps of 0.01: 101 values a list.
 *
 * @param overall micro average of all classes
 * @param classes those that most images show, at most 100
 * @param slices those that have most images, at most 50
 * @param confusion cells of the confusion matrix that have images at a threshold of 0
 * @param comparison with another version; null if none was asked for
 */
public record EvaluationSteps(
    Columns overall,
    List<ClassSteps> classes,
    List<SliceSteps> slices,
    List<CellSteps> confusion,
    @SentAsNull ComparisonSteps comparison) {

  /**
   * Figures by threshold with the ends of their 95 % intervals; null where there is no such figure.
   *
   * @param images how many there are
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
   * A class's.
   *
   * @param name of the class
   * @param columns its figures
   */
  public record ClassSteps(String name, Columns columns) {}

  /**
   * A slice's.
   *
   * @param key name of the tag
   * @param value its value; null for all other values of the key
   * @param columns its figures
   */
  public record SliceSteps(String key, @SentAsNull String value, Columns columns) {}

  /**
   * A cell's.
   *
   * @param label what the images show
   * @param answer what they are answered with
   * @param lost pairs of a step and the images that are answered up to it, but at none above
   */
  public record CellSteps(String label, String answer, List<List<Integer>> lost) {}

  /**
   * A comparison's.
   *
   * @param figures of this version
   * @param others of the other version
   * @param won by threshold
   * @param lost by threshold
   * @param difference of the recalls by threshold
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
