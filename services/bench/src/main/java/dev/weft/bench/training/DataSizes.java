package dev.weft.bench.training;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Split;

/**
 * How large a data set is.
 *
 * @param classes number of them
 * @param train images to train on
 * @param validation images that choose the epoch
 * @param test images that judge
 * @param leftOut images of which no use is made
 */
record DataSizes(int classes, int train, int validation, int test, int leftOut) {

  static DataSizes of(Dataset dataset) {
    return new DataSizes(
        dataset.classes().size(),
        dataset.of(Split.TRAIN).size(),
        dataset.of(Split.VALIDATION).size(),
        dataset.of(Split.TEST).size(),
        dataset.leftOut().size());
  }

  /** Images through the base as the recipe is written. */
  int passesAsWritten(int epochs) {
    return epochs * (train + validation);
  }

  /** Images and flips through the base for a cache, however many epochs follow. */
  int passesCached() {
    return 2 * train + validation;
  }
}
