package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;

/** Why an image had been offered to the person who labeled it, as the label queue says. */
public enum LabelSelection {
  /** Drawn by its id alone, whatever versions answered. */
  RANDOM,
  /** The version was not sure of its answer. */
  UNCERTAIN,
  /** It is unlike the images that the version learned from. */
  UNLIKE,
  /** Versions answered with different labels. */
  DISAGREEMENT,
  /** It had a label that is doubtful. */
  DOUBTFUL,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
