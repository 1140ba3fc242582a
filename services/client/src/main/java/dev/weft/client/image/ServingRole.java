package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/**
 * Role of a version for an image: it answers as the serving version or as a candidate, or
 * classifies as a shadow, whose answer no user receives.
 */
public enum ServingRole {
  PRIMARY,
  CANARY,
  SHADOW,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
