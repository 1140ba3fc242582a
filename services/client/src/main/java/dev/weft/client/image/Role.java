package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/**
 * What a version is for an image: it answers as the serving version or as a candidate, or answers
 * nobody.
 */
public enum Role {
  PRIMARY,
  CANARY,
  SHADOW,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
