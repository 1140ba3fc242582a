package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What requested a training. */
public enum TrainingTrigger {
  /** A person, through the HTTP interface or the command line. */
  PERSON,
  /** Another program, by publishing an event. */
  EVENT,
  /** The schedule. */
  SCHEDULE,
  /** Enough new labels since the last training. */
  LABELS,
  /** Drift of live images from the serving version's training images. */
  DRIFT,
  /** A trigger of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code person}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
