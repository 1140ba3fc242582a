package dev.weft.trainer.phase.head;

import dev.weft.features.Features;
import dev.weft.features.Views;
import java.util.List;

/**
 * Source of an epoch's features: a cache, for a training, or the base itself in every epoch, to
 * measure what the cache saves.
 */
@FunctionalInterface
public interface EpochFeatures {

  /**
   * Returns the features of an epoch; the time it takes counts as part of the epoch.
   *
   * @param epoch from 1
   * @param shown each training image with its augmentation in this epoch, in the order of the
   *     steps, then each validation image
   */
  Features of(int epoch, List<Views> shown);

  /** Returns the same features in each epoch; they must contain every image, also mirrored. */
  static EpochFeatures cached(Features features) {
    return (epoch, shown) -> features;
  }
}
