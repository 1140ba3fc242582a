package dev.weft.bench.training;

import dev.weft.bench.measure.Spent;
import dev.weft.xception.engine.EngineInfo;

/**
 * Comparison of the same recipe on the same images without and with a feature cache.
 *
 * @param sizes the sizes of the data set
 * @param engine the base's engine in both
 * @param asWritten the measured epochs without a cache
 * @param features time for filling the cache
 * @param bareImage time of the engine alone for an image, measured before and after filling the
 *     cache
 * @param steps time of all epochs on the cache
 * @param asWrittenHead the head trained without a cache
 * @param cachedHead the head trained with a cache
 * @param laterPasses passes through the base without a cache after the measured epochs
 * @param largestDifference largest difference of a feature from its cached value
 */
record HeadComparison(
    DataSizes sizes,
    EngineInfo engine,
    EpochTimes asWritten,
    Spent features,
    Spent bareImage,
    Spent steps,
    HeadScore asWrittenHead,
    HeadScore cachedHead,
    int laterPasses,
    double largestDifference) {

  /** Number of epochs of both. */
  int epochs() {
    return cachedHead.epochs();
  }

  /** Total time without a cache. */
  Spent asWrittenSpent() {
    return asWritten.of(epochs());
  }

  boolean extrapolated() {
    return asWritten.extrapolated(epochs());
  }

  /** Total time with a cache. */
  Spent cachedSpent() {
    return features.plus(steps);
  }

  /** Returns how many times longer the recipe takes without a cache. */
  double ratio() {
    return asWrittenSpent().seconds() / cachedSpent().seconds();
  }

  /** Returns the same ratio in processor time. */
  double processorRatio() {
    return asWrittenSpent().processorSeconds() / cachedSpent().processorSeconds();
  }

  /**
   * Returns how many times longer the freeze phase takes than the engine alone for all passes
   * through the base; independent of the number of epochs, which take hardly any time.
   */
  double freezeToBare() {
    return cachedSpent().seconds() / (sizes.passesCached() * bareImage.seconds());
  }

  /** Returns the same ratio in processor time. */
  double processorFreezeToBare() {
    return cachedSpent().processorSeconds() / (sizes.passesCached() * bareImage.processorSeconds());
  }

  /**
   * Returns the ratio of passes through the base, which would be the ratio of times if nothing else
   * took time.
   */
  double passesRatio() {
    return (double) sizes.passesAsWritten(epochs()) / sizes.passesCached();
  }
}
