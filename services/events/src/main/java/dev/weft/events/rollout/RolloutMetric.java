package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a version is judged by, on live images. */
public enum RolloutMetric {
  /** Share of the images that people have since labeled that the version was right about. */
  ACCURACY,
  /** Share of a shadow's images that both versions give the same label. */
  AGREEMENT,
  /** Share of the images that the version's engine failed on. */
  FAILURE_RATE,
  /** Share of the images that were rejected when they were prepared for the version. */
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

  /** Whether it compares two versions by itself, so that only its {@code value} means something. */
  public boolean comparesVersions() {
    return this == AGREEMENT || this == LABEL_SHIFT;
  }

  /** Whether it is known of a shadow's images only. */
  public boolean needsShadow() {
    return this == AGREEMENT;
  }
}
