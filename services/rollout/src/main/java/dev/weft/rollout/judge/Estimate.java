package dev.weft.rollout.judge;

import dev.weft.rollout.judge.interval.Interval;

/**
 * Measured value of a condition.
 *
 * @param interval in the metric's unit
 * @param samples images that it is based on: of the version that has fewer, or those that both have
 * @param paired whether two versions were compared on the same images
 * @param sequential whether the interval holds simultaneously over all evaluations
 * @param decides whether a verdict may be based on it
 */
record Estimate(
    Interval interval, long samples, boolean paired, boolean sequential, boolean decides) {

  Estimate(Interval interval, long samples, boolean paired, boolean sequential) {
    this(interval, samples, paired, sequential, true);
  }
}
