package dev.weft.bench.verdict;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rollouts of one scenario, each looked at again and again until a verdict that is looked for.
 *
 * @param scenario the two versions
 * @param condition that the candidate is held to
 * @param method how it is judged
 * @param looks at each rollout at most
 * @param step labels of the candidate from one look to the next
 */
record Simulation(
    Scenario scenario, RolloutCondition condition, Method method, int looks, int step) {

  /** A rollout that was not told within its looks. */
  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * The labels of the candidate after which each of so many rollouts was told.
   *
   * @param verdict that is looked for
   * @param seed the first; the same seed gives the same labels whatever the method
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
   * What came of rollouts.
   *
   * @param labels of each, rising
   */
  record Outcome(int[] labels) {

    Outcome {
      labels = labels.clone();
    }

    /** Share of the rollouts that were told within so many labels. */
    double within(int most) {
      return Arrays.stream(labels).filter(each -> each <= most).count() / (double) labels.length;
    }

    /** Share of the rollouts that were told at all. */
    double told() {
      return within(NEVER - 1);
    }

    /** Labels within which a share of the rollouts was told, in words. */
    String quantile(double share) {
      int found = labels[(int) Math.min(labels.length - 1, Math.floor(share * labels.length))];
      return found == NEVER ? "more" : Integer.toString(found);
    }
  }
}
