package dev.weft.bench.training;

import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;

/**
 * Sizes of a data set.
 *
 * @param classes number of classes
 * @param train number of training images
 * @param validation number of validation images
 * @param test number of test images
 * @param leftOut number of images that are not used
 */
record DataSizes(int classes, int train, int validation, int test, int leftOut) {

  static DataSizes of(TrainingDataset dataset) {
    return new DataSizes(
        dataset.classes().size(),
        dataset.of(Split.TRAIN).size(),
        dataset.of(Split.VALIDATION).size(),
        dataset.of(Split.TEST).size(),
        dataset.leftOut().size());
  }

  /** Number of passes of images through the base without a cache. */
  int passesAsWritten(int epochs) {
    return epochs * (train + validation);
  }

  /**
   * Number of passes of images and mirrored images through the base for a cache, regardless of the
   * number of epochs.
   */
  int passesCached() {
    return 2 * train + validation;
  }
}
