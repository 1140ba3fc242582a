package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a running training is at. */
public enum TrainingPhase {
  /** Labels to a manifest. */
  DATASET,
  /** Each new image through the frozen base, once. */
  FEATURES,
  /** The head is trained. */
  FREEZE,
  /** Each image through what stays frozen, once. */
  CACHE,
  /** The end of the base is trained with the head. */
  FINE_TUNE,
  /** The test images, by old and new. */
  EVALUATE,
  /** The bundle into the store. */
  PUBLISH,
  /** A phase of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code fine-tune}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
