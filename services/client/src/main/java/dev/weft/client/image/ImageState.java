package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** State of an image: pending, classified, rejected, or for training only. */
public enum ImageState {
  UPLOADED,
  CLASSIFIED,
  REJECTED,
  TRAINING,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
