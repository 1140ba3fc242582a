package dev.weft.client.model;

/**
 * What is asked of an evaluation.
 *
 * @param threshold the confidence that an answer must have, 0..1; null for 0, at which every image
 *     is answered
 * @param label the class whose precision-recall curve is wanted; null for all classes together
 * @param slice only images with this tag, as {@code key:value}; null for all
 * @param against another version to compare with, by its number or one of its names; null for none
 * @param thresholds whether the figures at each threshold are wanted, see {@link EvaluationSteps};
 *     null for no
 */
public record EvaluationQuery(
    Double threshold, String label, String slice, String against, Boolean thresholds) {

  /** All images, every one answered. */
  public static final EvaluationQuery DEFAULT = new EvaluationQuery(null, null, null, null, null);
}
