package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** What an order does to a model's versions. */
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
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
