package dev.weft.gateway.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image is worth a person's label. */
public enum Reason {
  /** The two most probable labels are nearly as probable. */
  MARGIN,
  /** Versions say different labels. */
  DISAGREEMENT,
  /** The predicted label is not probable. */
  CONFIDENCE,
  /** It has a label, which is probably wrong. */
  DOUBTFUL,
  /** It is unlike the images that the version was tested on. */
  DRIFT;

  /** The name in JSON, such as {@code margin}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
