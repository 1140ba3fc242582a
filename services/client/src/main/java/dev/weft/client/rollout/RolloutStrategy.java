package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** How versions are rolled out. */
public enum RolloutStrategy {
  ALL_AT_ONCE,
  CANARY,
  SHADOW,
  SHADOW_CANARY,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
