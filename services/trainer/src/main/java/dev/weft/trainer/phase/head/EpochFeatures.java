package dev.weft.trainer.phase.head;

import dev.weft.trainer.features.Features;
import dev.weft.trainer.features.Views;
import java.util.List;

/**
 * Where the features of an epoch come from: a cache, for a training; the base itself in every
 * epoch, to measure what the cache is worth.
 */
@FunctionalInterface
public interface EpochFeatures {

  /**
   * The features of one epoch; what this takes is part of the epoch's time.
   *
   * @param epoch from 1
   * @param shown each training image as this epoch shows it, in the order of the steps, then each
   *     validation image
   */
  Features of(int epoch, List<Views> shown);

  /** The same features in each epoch, which hold every image and its flip. */
  static EpochFeatures cached(Features features) {
    return (epoch, shown) -> features;
  }
}
