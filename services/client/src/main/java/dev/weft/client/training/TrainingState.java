package dev.weft.client.training;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** State of a training. */
public enum TrainingState {
  QUEUED,
  RUNNING,
  PUBLISHED,
  REJECTED,
  FAILED,
  CANCELLED,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** Returns whether the state is final. */
  public boolean isFinal() {
    return this == PUBLISHED || this == REJECTED || this == FAILED || this == CANCELLED;
  }

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
