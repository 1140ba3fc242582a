package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** A metric of a version on live images. */
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
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
