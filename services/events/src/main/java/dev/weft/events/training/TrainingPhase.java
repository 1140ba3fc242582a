package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Phase of a running training. */
public enum TrainingPhase {
  /** Building the data set and its manifest from the labels. */
  DATASET,
  /** Computing features: each new image passes through the frozen base once. */
  FEATURES,
  /** Training the head. */
  FREEZE,
  /** Computing activations: each image passes through the frozen layers once. */
  CACHE,
  /** Training the end of the base together with the head. */
  FINE_TUNE,
  /** Evaluating the new and the old version on the test images. */
  EVALUATE,
  /** Storing the version's bundle. */
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
