package dev.weft.gateway.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image is worth labeling. */
public enum Reason {
  /** The two most probable labels have similar probabilities. */
  MARGIN,
  /** Versions predict different labels. */
  DISAGREEMENT,
  /** The predicted label has a low probability. */
  CONFIDENCE,
  /** Its label is probably wrong. */
  DOUBTFUL,
  /** It differs from the images that the version was tested on. */
  DRIFT;

  /** The name in JSON, such as {@code margin}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
