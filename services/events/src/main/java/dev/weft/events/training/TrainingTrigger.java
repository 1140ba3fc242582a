package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What asked for a training. */
public enum TrainingTrigger {
  /** Someone, through the HTTP interface or the command line. */
  PERSON,
  /** Another program, with an event of its own. */
  EVENT,
  /** The clock. */
  SCHEDULE,
  /** Enough new labels since the last training. */
  LABELS,
  /** Live images that are no longer what the serving version learned from. */
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
