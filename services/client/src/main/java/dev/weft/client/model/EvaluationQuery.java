package dev.weft.client.model;

/**
 * Selects the figures of an evaluation.
 *
 * @param threshold least confidence of an answer, 0..1; null for 0, at which every image is
 *     answered
 * @param label the class of the precision-recall curve; null for all classes together
 * @param slice only images with this tag, as {@code key:value}; null for all
 * @param against another version to compare with, by its number or one of its aliases; null for
 *     none
 * @param thresholds whether to return the figures at each threshold, see {@link EvaluationSteps};
 *     null counts as false
 */
public record EvaluationQuery(
    Double threshold, String label, String slice, String against, Boolean thresholds) {

  /** All images, at threshold 0. */
  public static final EvaluationQuery DEFAULT = new EvaluationQuery(null, null, null, null, null);
}
