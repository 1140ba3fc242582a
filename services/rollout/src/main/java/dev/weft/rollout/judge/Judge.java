package dev.weft.rollout.judge;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;

/**
 * What live images say of a condition: a success if the whole confidence interval meets it, a
 * failure if none of it does, and otherwise nothing yet. So a version that lies clearly on one side
 * of the bound is told with few images, one that lies near it with many, and one on it by chance
 * alone: a failure then has half of {@code 1 - confidence}. That is the chance at each look; who
 * looks often at a version that just meets a bound will see a failure at last, so bounds need room.
 */
public final class Judge {

  private Judge() {}

  /**
   * Measures a condition.
   *
   * @param confidence of the intervals, above 0 and below 1
   * @param serving figures of the version that the candidate is held against
   */
  public static Reading judge(
      RolloutCondition condition, double confidence, Figures candidate, Figures serving) {
    var estimator = new Estimator(confidence);
    Estimate own = estimator.of(condition.metric(), candidate, serving);
    Estimate judged =
        switch (condition.of()) {
          case VALUE -> own;
          case DIFFERENCE ->
              own.with(estimator.of(condition.metric(), serving, candidate), Mover::difference);
          case RATIO ->
              own.with(estimator.of(condition.metric(), serving, candidate), Mover::ratio);
        };
    Interval interval = judged.interval();
    return new Reading(
        verdict(condition, judged),
        interval.value(),
        interval.low(),
        interval.high(),
        judged.samples());
  }

  /**
   * What a version's own figures say of a metric, in the metric's unit.
   *
   * @param confidence of the interval, above 0 and below 1
   * @param metric none that holds two versions against each other
   */
  public static Interval measure(RolloutMetric metric, double confidence, Figures figures) {
    return new Estimator(confidence).of(metric, figures, figures).interval();
  }

  private static Verdict verdict(RolloutCondition condition, Estimate judged) {
    if (judged.samples() < condition.minimumSamples() || !judged.interval().isKnown()) {
      return Verdict.INCONCLUSIVE;
    }
    // A condition has one bound, so the ends speak for all that lies between them.
    boolean low = condition.isMetBy(judged.interval().low());
    boolean high = condition.isMetBy(judged.interval().high());
    if (low != high) {
      return Verdict.INCONCLUSIVE;
    }
    return low ? Verdict.SUCCESSFUL : Verdict.FAILED;
  }
}
