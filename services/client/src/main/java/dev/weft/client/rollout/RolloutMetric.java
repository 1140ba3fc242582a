package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** What a version is judged by, on live images. */
public enum RolloutMetric {
  ACCURACY,
  AGREEMENT,
  FAILURE_RATE,
  REJECTION_RATE,
  INFER_P50,
  INFER_P95,
  INFER_P99,
  END_TO_END_P50,
  END_TO_END_P95,
  END_TO_END_P99,
  CONFIDENCE,
  ENTROPY,
  LABEL_SHIFT,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
