package dev.weft.rollout.judge;

import dev.weft.rollout.judge.interval.Interval;

/**
 * What a condition is about, as it was measured.
 *
 * @param interval in the metric's unit
 * @param samples images that it rests on: of the version that has fewer, or that both have
 * @param paired whether two versions were compared on the same images
 * @param sequential whether the interval holds at all looks at once
 * @param decides whether a verdict may rest on it
 */
record Estimate(
    Interval interval, long samples, boolean paired, boolean sequential, boolean decides) {

  Estimate(Interval interval, long samples, boolean paired, boolean sequential) {
    this(interval, samples, paired, sequential, true);
  }
}
