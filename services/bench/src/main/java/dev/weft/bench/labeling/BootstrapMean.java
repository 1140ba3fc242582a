package dev.weft.bench.labeling;

import java.util.Arrays;
import java.util.Random;

/**
 * A mean over seeds with its 95 % confidence interval by the percentile bootstrap (Efron, 1979,
 * doi:10.1214/aos/1176344552) over the seeds.
 *
 * @param mean the mean of all values
 * @param low lower bound of the interval
 * @param high upper bound of the interval
 */
record BootstrapMean(double mean, double low, double high) {
  private static final int RESAMPLES = 10_000;

  /** Computes the mean of one value per seed, at least one; reproducible. */
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
