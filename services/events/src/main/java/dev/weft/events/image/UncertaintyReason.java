package dev.weft.events.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an answer is uncertain. */
public enum UncertaintyReason {
  /** The most probable label is less probable than the version's threshold. */
  LOW_CONFIDENCE,
  /** The image is unlike the version's training images. */
  UNLIKE_TRAINING_DATA,

  /** A reason of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events and metrics, such as {@code low_confidence}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
