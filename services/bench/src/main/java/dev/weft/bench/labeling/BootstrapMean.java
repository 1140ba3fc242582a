package dev.weft.bench.labeling;

import java.util.Arrays;
import java.util.Random;

/**
 * A mean over seeds and an interval that it lies in with 95 % confidence, by the percentile
 * bootstrap (Efron, 1979, doi:10.1214/aos/1176344552) over the seeds.
 *
 * @param mean of all
 * @param low end of the interval
 * @param high end of the interval
 */
record BootstrapMean(double mean, double low, double high) {
  private static final int RESAMPLES = 10_000;

  /** Of one value a seed, at least one; the same values give the same. */
  static BootstrapMean of(double[] values) {
    Random random = new Random(1);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int k = 0; k < values.length; k++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    return new BootstrapMean(
        Arrays.stream(values).average().orElseThrow(),
        means[RESAMPLES / 40],
        means[RESAMPLES - 1 - RESAMPLES / 40]);
  }
}
