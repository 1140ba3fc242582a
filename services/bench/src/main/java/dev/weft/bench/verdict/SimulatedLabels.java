package dev.weft.bench.verdict;

import dev.weft.rollout.judge.interval.PairedLabels;

/**
 * Counts of labels so far of the images of a candidate and of the serving version.
 *
 * @param labeled number of the candidate's labeled images
 * @param right number of those that it classified correctly
 * @param servingLabeled number of the serving version's labeled images
 * @param servingRight those that it was right about
 * @param pairs labeled images that both classified; {@code only} counts those that only the
 *     candidate classified correctly
 */
record SimulatedLabels(
    long labeled, long right, long servingLabeled, long servingRight, PairedLabels pairs) {

  static final SimulatedLabels NONE = new SimulatedLabels(0, 0, 0, 0, PairedLabels.NONE);

  /** Adds a label of an image that both classified. */
  SimulatedLabels shared(boolean isRight, boolean isServingRight) {
    return new SimulatedLabels(
        labeled + 1,
        right + (isRight ? 1 : 0),
        servingLabeled + 1,
        servingRight + (isServingRight ? 1 : 0),
        pairs.plus(isRight, isServingRight, 1));
  }

  /** Adds a label of an image of the candidate. */
  SimulatedLabels own(boolean isRight) {
    return new SimulatedLabels(
        labeled + 1, right + (isRight ? 1 : 0), servingLabeled, servingRight, pairs);
  }

  /** Adds a label of an image of the serving version. */
  SimulatedLabels servings(boolean isRight) {
    return new SimulatedLabels(
        labeled, right, servingLabeled + 1, servingRight + (isRight ? 1 : 0), pairs);
  }
}
