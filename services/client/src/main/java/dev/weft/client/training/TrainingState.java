package dev.weft.client.training;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** How far a training is. */
public enum TrainingState {
  QUEUED,
  RUNNING,
  PUBLISHED,
  REJECTED,
  FAILED,
  CANCELLED,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** Whether nothing follows it. */
  public boolean isFinal() {
    return this == PUBLISHED || this == REJECTED || this == FAILED || this == CANCELLED;
  }

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
