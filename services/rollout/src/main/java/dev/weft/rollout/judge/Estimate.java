package dev.weft.rollout.judge;

import java.util.function.BinaryOperator;

/**
 * A metric of one version, or of two compared.
 *
 * @param interval in the metric's unit
 * @param samples images that it rests on: of the version that has fewer
 */
record Estimate(Interval interval, long samples) {

  Estimate with(Estimate other, BinaryOperator<Interval> comparison) {
    return new Estimate(
        comparison.apply(interval, other.interval), Math.min(samples, other.samples));
  }
}
