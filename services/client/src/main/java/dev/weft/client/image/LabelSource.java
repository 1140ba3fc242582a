package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** Where a label came from. */
public enum LabelSource {
  PERSON,
  FOLDER,
  CSV,
  LABEL_STUDIO,
  OBJECT_STORE,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
