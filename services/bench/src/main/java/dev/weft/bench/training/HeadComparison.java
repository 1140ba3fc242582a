package dev.weft.bench.training;

import dev.weft.bench.measure.Spent;
import dev.weft.xception.engine.EngineInfo;

/**
 * The same recipe on the same images in two ways.
 *
 * @param sizes of the data set
 * @param engine that ran the base in both
 * @param asWritten the epochs as written that were run
 * @param features what the cache's features took
 * @param bareImage what the engine alone takes for an image, measured before and after the features
 * @param steps what all epochs on the cache took
 * @param asWrittenHead what came of the recipe as written
 * @param cachedHead what came of the cache
 * @param laterPasses images that passed through the base for the head as written after the epochs
 *     that were measured
 * @param largestDifference of a feature as written to the same feature in the cache
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

  /** Of both. */
  int epochs() {
    return cachedHead.epochs();
  }

  /** As written, for all epochs. */
  Spent asWrittenSpent() {
    return asWritten.of(epochs());
  }

  boolean extrapolated() {
    return asWritten.extrapolated(epochs());
  }

  /** Cached, for all epochs. */
  Spent cachedSpent() {
    return features.plus(steps);
  }

  /** How many times as long the recipe takes as it is written. */
  double ratio() {
    return asWrittenSpent().seconds() / cachedSpent().seconds();
  }

  /** The same in processor time. */
  double processorRatio() {
    return asWrittenSpent().processorSeconds() / cachedSpent().processorSeconds();
  }

  /**
   * How many times as long the freeze phase takes as the engine alone for the images, and flips,
   * that pass through the base; for any number of epochs, since those cost next to nothing.
   */
  double freezeToBare() {
    return cachedSpent().seconds() / (sizes.passesCached() * bareImage.seconds());
  }

  /** The same in processor time. */
  double processorFreezeToBare() {
    return cachedSpent().processorSeconds() / (sizes.passesCached() * bareImage.processorSeconds());
  }

  /** What the ratio would be if nothing but the base took time. */
  double passesRatio() {
    return (double) sizes.passesAsWritten(epochs()) / sizes.passesCached();
  }
}
