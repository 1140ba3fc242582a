package dev.weft.rollout.judge;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.rollout.judge.interval.Interval;
import dev.weft.rollout.judge.interval.Mean;
import dev.weft.rollout.judge.interval.NormalQuantile;
import dev.weft.rollout.judge.interval.PairedLabels;
import dev.weft.rollout.judge.interval.Proportion;
import dev.weft.rollout.judge.interval.SequentialShare;

/**
 * Evaluates a condition on live images: a success if the whole interval meets it, a failure if no
 * part of it does, and inconclusive otherwise. A version that is clearly on one side of the bound
 * is decided with few images, one that is close to it needs many. All metrics but {@link
 * RolloutMetric#LABEL_SHIFT} have confidence sequences: for a version that meets its bound, the
 * probability that any of its evaluations fails, at whatever times they happen, is half of {@code 1
 * - confidence}.
 */
public final class Judge {

  private Judge() {}

  /**
   * Evaluates a condition.
   *
   * @param confidence of the intervals, above 0 and below 1
   * @param serving figures of the version that the candidate is compared with
   * @param pairs labeled images that both versions classified, {@code only} being the candidate's
   */
  public static Reading judge(
      RolloutCondition condition,
      double confidence,
      MeasuredFigures candidate,
      MeasuredFigures serving,
      PairedLabels pairs) {
    Estimate judged = new Estimator(1 - confidence, candidate, serving, pairs).of(condition);
    Interval interval = judged.interval();
    return new Reading(
        verdict(condition, judged),
        interval.value(),
        interval.low(),
        interval.high(),
        judged.samples(),
        judged.paired(),
        judged.sequential());
  }

  /**
   * The value of a metric with the fixed-sample interval of a version's own figures, in the
   * metric's unit. The interval is for display and decides nothing.
   *
   * @param confidence of the interval, above 0 and below 1
   * @param metric a share or a mean
   */
  public static Interval measure(RolloutMetric metric, double confidence, MeasuredFigures figures) {
    double z = NormalQuantile.ofTwoSides(confidence);
    return switch (metric) {
      case CONFIDENCE -> Mean.of(figures.confidence(), z);
      case ENTROPY -> Mean.of(figures.entropy(), z);
      default -> {
        SequentialShare share = Estimator.share(metric, figures);
        yield Proportion.of(share.counted(), share.all(), z);
      }
    };
  }

  private static Verdict verdict(RolloutCondition condition, Estimate judged) {
    if (!judged.decides()
        || judged.samples() < condition.minimumSamples()
        || !judged.interval().isKnown()) {
      return Verdict.INCONCLUSIVE;
    }
    // A condition has one bound, so testing both ends covers all values between them.
    boolean low = condition.isMetBy(judged.interval().low());
    boolean high = condition.isMetBy(judged.interval().high());
    if (low != high) {
      return Verdict.INCONCLUSIVE;
    }
    return low ? Verdict.SUCCESSFUL : Verdict.FAILED;
  }
}
