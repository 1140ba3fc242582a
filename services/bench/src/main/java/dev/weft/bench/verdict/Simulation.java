package dev.weft.bench.verdict;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Simulates rollouts of a scenario, each measured repeatedly until it has the expected verdict.
 *
 * @param scenario the two versions
 * @param condition the condition of the rollout
 * @param method the statistical method
 * @param looks maximum number of measurements of each rollout
 * @param step number of the candidate's labels between measurements
 */
record Simulation(
    Scenario scenario, RolloutCondition condition, Method method, int looks, int step) {

  /** A rollout without the verdict within its measurements. */
  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * Returns the number of the candidate's labels after which each rollout has the verdict.
   *
   * @param verdict the expected verdict
   * @param seed the first seed; the same seed gives the same labels for each method
   */
  Outcome run(Verdict verdict, int rollouts, long seed) {
    int[] labels =
        IntStream.range(0, rollouts)
            .parallel()
            .map(rollout -> labels(verdict, new SplittableRandom(seed + rollout)))
            .sorted()
            .toArray();
    return new Outcome(labels);
  }

  private int labels(Verdict verdict, SplittableRandom random) {
    SimulatedLabels labels = SimulatedLabels.NONE;
    for (int look = 0; look < looks; look++) {
      for (int i = 0; i < step; i++) {
        labels = scenario.label(labels, random);
      }
      if (method.verdict(condition, labels) == verdict) {
        return (look + 1) * step;
      }
    }
    return NEVER;
  }

  /**
   * Results of the simulated rollouts.
   *
   * @param labels number of labels of each rollout, ascending
   */
  record Outcome(int[] labels) {

    Outcome {
      labels = labels.clone();
    }

    /** Returns the share of rollouts with the verdict within this many labels. */
    double within(int most) {
      return Arrays.stream(labels).filter(each -> each <= most).count() / (double) labels.length;
    }

    /** Returns the share of rollouts with the verdict. */
    double decided() {
      return within(NEVER - 1);
    }

    /**
     * Returns the number of labels within which a share of the rollouts has the verdict, in words.
     */
    String quantile(double share) {
      int found = labels[(int) Math.min(labels.length - 1, Math.floor(share * labels.length))];
      return found == NEVER ? "more" : Integer.toString(found);
    }
  }
}
