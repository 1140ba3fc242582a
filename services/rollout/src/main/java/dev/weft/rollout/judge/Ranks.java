package dev.weft.rollout.judge;

/** The binomial distribution's quantiles, exact at any size. */
final class Ranks {

  /** Weights below it, in units of the largest, cannot be seen in the sum. */
  private static final double NEGLIGIBLE = 1e-20;

  private Ranks() {}

  /**
   * The smallest number of successes that is not exceeded with at least a probability. Takes time
   * in proportion to the distribution's standard deviation.
   *
   * @param trials at least 1
   * @param success probability of each, above 0 and below 1
   * @param probability above 0 and below 1
   */
  static long of(long trials, double success, double probability) {
    long mode = Math.min(trials, (long) ((trials + 1) * success));
    double odds = success / (1 - success);
    // Weights relative to the mode's, so that no factorial is needed and nothing underflows.
    long first = mode;
    double lowest = 1;
    while (first > 0 && lowest > NEGLIGIBLE) {
      lowest *= first / ((trials - first + 1) * odds);
      first--;
    }
    double total = 0;
    double weight = lowest;
    for (long k = first; k <= trials && (k <= mode || weight > NEGLIGIBLE); k++) {
      total += weight;
      weight *= (trials - k) * odds / (k + 1);
    }
    double sum = 0;
    weight = lowest;
    long k = first;
    while (k < trials && (sum + weight) / total < probability) {
      sum += weight;
      weight *= (trials - k) * odds / (k + 1);
      k++;
    }
    return k;
  }
}
