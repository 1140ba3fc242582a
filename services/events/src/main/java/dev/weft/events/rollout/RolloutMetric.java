package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A metric of a version on live images. */
public enum RolloutMetric {
  /** Share of the labeled images that the version predicted correctly. */
  ACCURACY,
  /** Share of a shadow's images for which both versions predict the same label. */
  AGREEMENT,
  /** Share of images on which the version's engine failed. */
  FAILURE_RATE,
  /** Share of images that were rejected while they were prepared for the version. */
  REJECTION_RATE,
  /** Seconds of the engine's run of a batch, median. */
  INFER_P50,
  /** The same, 95th percentile. */
  INFER_P95,
  /** The same, 99th percentile. */
  INFER_P99,
  /** Seconds from the upload to the answer, median. */
  END_TO_END_P50,
  /** The same, 95th percentile. */
  END_TO_END_P95,
  /** The same, 99th percentile. */
  END_TO_END_P99,
  /** Mean probability of the predicted label. */
  CONFIDENCE,
  /** Mean entropy of the predicted labels, in nats. */
  ENTROPY,
  /** Population stability index of the predicted labels against the serving version's. */
  LABEL_SHIFT;

  /** The name in events, such as {@code infer-p99}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether it compares two versions by definition, so that only its {@code value} is meaningful.
   */
  public boolean comparesVersions() {
    return this == AGREEMENT || this == LABEL_SHIFT;
  }

  /** Whether it is defined for a shadow's images only. */
  public boolean needsShadow() {
    return this == AGREEMENT;
  }
}
