package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** How a rollout ended. */
public enum RolloutOutcome {
  PROMOTED,
  ABORTED,
  ROLLED_BACK,
  SUPERSEDED,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
