package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** Result of a measurement against a condition. */
public enum Verdict {
  SUCCESSFUL,
  FAILED,
  INCONCLUSIVE,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
