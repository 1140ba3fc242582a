package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** Why the label queue offered an image to the person who labeled it. */
public enum LabelSelection {
  /** It was drawn at random by its id, independent of any version's answer. */
  RANDOM,
  /** The version was not sure of its prediction. */
  UNCERTAIN,
  /** It is unlike the version's training images. */
  UNLIKE,
  /** Versions predicted different labels. */
  DISAGREEMENT,
  /** Its existing label was doubtful. */
  DOUBTFUL,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
