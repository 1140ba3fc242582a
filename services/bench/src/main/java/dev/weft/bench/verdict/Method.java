package dev.weft.bench.verdict;

import dev.weft.base.WilsonInterval;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.rollout.judge.Judge;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.interval.PairedLabels;

/** Methods of testing a difference of accuracies at each measurement. */
enum Method {
  /**
   * The former method: each measurement on its own, and the versions treated as independent
   * samples. Method 10 of Newcombe, "Interval estimation for the difference between independent
   * proportions", Statistics in Medicine 17, 1998.
   */
  ONE_LOOK("each look by itself") {
    @Override
    Verdict verdict(RolloutCondition condition, SimulatedLabels labels) {
      WilsonInterval a = wilson(labels.right(), labels.labeled());
      WilsonInterval b = wilson(labels.servingRight(), labels.servingLabeled());
      double value = a.share() - b.share();
      boolean low =
          condition.isMetBy(value - Math.hypot(a.share() - a.low(), b.high() - b.share()));
      boolean high =
          condition.isMetBy(value + Math.hypot(a.high() - a.share(), b.share() - b.low()));
      if (labels.labeled() < condition.minimumSamples() || low != high) {
        return Verdict.INCONCLUSIVE;
      }
      return low ? Verdict.SUCCESSFUL : Verdict.FAILED;
    }
  },

  /** The method for canaries: valid for all measurements together, on different images. */
  SEQUENTIAL("every look, separate images") {
    @Override
    Verdict verdict(RolloutCondition condition, SimulatedLabels labels) {
      return judged(condition, labels, PairedLabels.NONE);
    }
  },

  /** The method for shadows: valid for all measurements together, on the same images. */
  PAIRED("every look, paired") {
    @Override
    Verdict verdict(RolloutCondition condition, SimulatedLabels labels) {
      return judged(condition, labels, labels.pairs());
    }
  };

  private static final double CONFIDENCE = 0.95;

  private final String words;

  Method(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  abstract Verdict verdict(RolloutCondition condition, SimulatedLabels labels);

  private static WilsonInterval wilson(long right, long labeled) {
    return WilsonInterval.of(right, labeled, WilsonInterval.Z_95);
  }

  private static Verdict judged(
      RolloutCondition condition, SimulatedLabels labels, PairedLabels pairs) {
    return Judge.judge(
            condition,
            CONFIDENCE,
            MeasuredFigures.ofLabels(labels.labeled(), labels.right()),
            MeasuredFigures.ofLabels(labels.servingLabeled(), labels.servingRight()),
            pairs)
        .verdict();
  }
}
