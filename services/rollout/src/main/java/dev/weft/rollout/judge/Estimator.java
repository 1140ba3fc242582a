package dev.weft.rollout.judge;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.rollout.judge.interval.Interval;
import dev.weft.rollout.judge.interval.PairedLabels;
import dev.weft.rollout.judge.interval.SequentialMean;
import dev.weft.rollout.judge.interval.SequentialPairs;
import dev.weft.rollout.judge.interval.SequentialQuantile;
import dev.weft.rollout.judge.interval.SequentialShare;
import org.HdrHistogram.Histogram;

/** Estimates the metrics of conditions from figures, at one error probability. */
final class Estimator {

  private static final double SECONDS = 1e-6;

  private final double alpha;
  private final MeasuredFigures candidate;
  private final MeasuredFigures serving;
  private final PairedLabels pairs;

  /**
   * @param alpha probability that an interval ever excludes the true value, above 0 and below 1
   * @param pairs images that both versions classified, and people labeled
   */
  Estimator(double alpha, MeasuredFigures candidate, MeasuredFigures serving, PairedLabels pairs) {
    this.alpha = alpha;
    this.candidate = candidate;
    this.serving = serving;
    this.pairs = pairs;
  }

  Estimate of(RolloutCondition condition) {
    RolloutCondition.Of of = condition.of();
    RolloutMetric metric = condition.metric();
    if (condition.estimated()) {
      return estimatedAccuracy(of);
    }
    return switch (metric) {
      case ACCURACY, AGREEMENT, FAILURE_RATE, REJECTION_RATE -> share(metric, of);
      case INFER_P50 -> quantile(candidate.inferMicros(), serving.inferMicros(), 0.5, of);
      case INFER_P95 -> quantile(candidate.inferMicros(), serving.inferMicros(), 0.95, of);
      case INFER_P99 -> quantile(candidate.inferMicros(), serving.inferMicros(), 0.99, of);
      case END_TO_END_P50 ->
          quantile(candidate.endToEndMicros(), serving.endToEndMicros(), 0.5, of);
      case END_TO_END_P95 ->
          quantile(candidate.endToEndMicros(), serving.endToEndMicros(), 0.95, of);
      case END_TO_END_P99 ->
          quantile(candidate.endToEndMicros(), serving.endToEndMicros(), 0.99, of);
      case CONFIDENCE -> mean(candidate.confidence(), serving.confidence(), of);
      case ENTROPY -> mean(candidate.entropy(), serving.entropy(), of);
      case LABEL_SHIFT ->
          new Estimate(
              LabelShift.of(candidate.labels(), serving.labels(), 1 - alpha),
              Math.min(candidate.images(), serving.images()),
              false,
              false);
    };
  }

  /**
   * Counts labels as its samples; it may not decide until confidences have proved to be calibrated
   * on them.
   */
  private Estimate estimatedAccuracy(RolloutCondition.Of of) {
    AccuracyEstimate own = candidate.estimatedAccuracy();
    SequentialMean left = SequentialMean.of(own);
    if (of == RolloutCondition.Of.VALUE) {
      return new Estimate(left.interval(alpha), own.labels(), false, true, own.isCalibrated());
    }
    AccuracyEstimate other = serving.estimatedAccuracy();
    SequentialMean right = SequentialMean.of(other);
    return new Estimate(
        of == RolloutCondition.Of.RATIO
            ? left.dividedBy(right, alpha)
            : left.minus(right).interval(alpha),
        Math.min(own.labels(), other.labels()),
        false,
        true,
        own.isCalibrated() && other.isCalibrated());
  }

  /** Uses pairs wherever there are any; their number depends on the rollout's shares. */
  private Estimate share(RolloutMetric metric, RolloutCondition.Of of) {
    SequentialShare own = share(metric, candidate);
    if (of == RolloutCondition.Of.VALUE) {
      return new Estimate(own.interval(alpha), own.all(), false, true);
    }
    boolean isRatio = of == RolloutCondition.Of.RATIO;
    if (metric == RolloutMetric.ACCURACY && pairs.labeled() > 0) {
      var both = new SequentialPairs(pairs);
      return new Estimate(
          isRatio ? both.ratio(alpha) : both.difference(alpha), pairs.labeled(), true, true);
    }
    SequentialShare other = share(metric, serving);
    return unpaired(
        isRatio ? own.dividedBy(other, alpha) : own.minus(other, alpha), own.all(), other.all());
  }

  static SequentialShare share(RolloutMetric metric, MeasuredFigures figures) {
    return switch (metric) {
      case ACCURACY -> new SequentialShare(figures.right(), figures.labeled());
      case AGREEMENT -> new SequentialShare(figures.agreed(), figures.compared());
      case FAILURE_RATE ->
          new SequentialShare(figures.failures(), figures.images() + figures.failures());
      case REJECTION_RATE ->
          new SequentialShare(
              figures.rejections(), figures.images() + figures.failures() + figures.rejections());
      default -> throw new IllegalArgumentException(metric.code() + " is not a fraction");
    };
  }

  private Estimate quantile(Histogram own, Histogram other, double q, RolloutCondition.Of of) {
    var left = new SequentialQuantile(own, q);
    if (of == RolloutCondition.Of.VALUE) {
      return new Estimate(left.interval(alpha).times(SECONDS), own.getTotalCount(), false, true);
    }
    var right = new SequentialQuantile(other, q);
    return unpaired(
        of == RolloutCondition.Of.RATIO
            ? left.dividedBy(right, alpha)
            : left.minus(right, alpha).times(SECONDS),
        own.getTotalCount(),
        other.getTotalCount());
  }

  private Estimate mean(Moments own, Moments other, RolloutCondition.Of of) {
    SequentialMean left = SequentialMean.of(own);
    if (of == RolloutCondition.Of.VALUE) {
      return new Estimate(left.interval(alpha), own.count(), false, true);
    }
    SequentialMean right = SequentialMean.of(other);
    return unpaired(
        of == RolloutCondition.Of.RATIO
            ? left.dividedBy(right, alpha)
            : left.minus(right).interval(alpha),
        own.count(),
        other.count());
  }

  private static Estimate unpaired(Interval interval, long samples, long others) {
    return new Estimate(interval, Math.min(samples, others), false, true);
  }
}
