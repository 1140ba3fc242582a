package dev.weft.bench.verdict;

import dev.weft.rollout.judge.interval.PairedLabels;

/**
 * What people have said so far of the images of a candidate and of the serving version.
 *
 * @param labeled of the candidate's images
 * @param right those that it was right about
 * @param servingLabeled of the serving version's images
 * @param servingRight those that it was right about
 * @param pairs of images that both classified, {@code only} being the candidate's
 */
record SimulatedLabels(
    long labeled, long right, long servingLabeled, long servingRight, PairedLabels pairs) {

  static final SimulatedLabels NONE = new SimulatedLabels(0, 0, 0, 0, PairedLabels.NONE);

  /** Of an image that both classified. */
  SimulatedLabels shared(boolean isRight, boolean isServingRight) {
    return new SimulatedLabels(
        labeled + 1,
        right + (isRight ? 1 : 0),
        servingLabeled + 1,
        servingRight + (isServingRight ? 1 : 0),
        pairs.plus(isRight, isServingRight, 1));
  }

  /** Of an image of the candidate. */
  SimulatedLabels own(boolean isRight) {
    return new SimulatedLabels(
        labeled + 1, right + (isRight ? 1 : 0), servingLabeled, servingRight, pairs);
  }

  /** Of an image of the serving version. */
  SimulatedLabels servings(boolean isRight) {
    return new SimulatedLabels(
        labeled, right, servingLabeled + 1, servingRight + (isRight ? 1 : 0), pairs);
  }
}
