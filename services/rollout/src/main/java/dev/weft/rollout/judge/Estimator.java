package dev.weft.rollout.judge;

import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.rollout.RolloutMetric;
import org.HdrHistogram.Histogram;

/** Metrics from figures, each with its interval at one confidence. */
final class Estimator {

  private static final double SECONDS = 1e-6;

  private final double confidence;
  private final double z;

  /**
   * @param confidence above 0 and below 1
   */
  Estimator(double confidence) {
    this.confidence = confidence;
    this.z = NormalQuantile.ofTwoSides(confidence);
  }

  /** A version's metric; {@link RolloutMetric#LABEL_SHIFT} holds it against the other's. */
  Estimate of(RolloutMetric metric, Figures own, Figures other) {
    return switch (metric) {
      case ACCURACY -> share(own.right(), own.labeled());
      case AGREEMENT -> share(own.agreed(), own.compared());
      case FAILURE_RATE -> share(own.failures(), own.images() + own.failures());
      case REJECTION_RATE ->
          share(own.rejections(), own.images() + own.failures() + own.rejections());
      case INFER_P50 -> quantile(own.inferMicros(), 0.5);
      case INFER_P95 -> quantile(own.inferMicros(), 0.95);
      case INFER_P99 -> quantile(own.inferMicros(), 0.99);
      case END_TO_END_P50 -> quantile(own.endToEndMicros(), 0.5);
      case END_TO_END_P95 -> quantile(own.endToEndMicros(), 0.95);
      case END_TO_END_P99 -> quantile(own.endToEndMicros(), 0.99);
      case CONFIDENCE -> mean(own.confidence());
      case ENTROPY -> mean(own.entropy());
      case LABEL_SHIFT ->
          new Estimate(
              LabelShift.of(own.labels(), other.labels(), confidence),
              Math.min(own.images(), other.images()));
    };
  }

  private Estimate share(long counted, long all) {
    return new Estimate(Proportion.of(counted, all, z), all);
  }

  private Estimate quantile(Histogram micros, double q) {
    return new Estimate(Quantile.of(micros, q, confidence).times(SECONDS), micros.getTotalCount());
  }

  private Estimate mean(Moments moments) {
    return new Estimate(Mean.of(moments, z), moments.count());
  }
}
