package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** What is to be done about a model's versions. */
public enum RolloutAction {
  START,
  PROMOTE,
  PAUSE,
  RESUME,
  ABORT,
  ROLLBACK,
  PIN,
  UNPIN,
  SET_POLICY,
  SET_ALIAS,
  REMOVE_ALIAS,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
