package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a training has come. */
public enum TrainingState {
  /** Asked for; another one of the same model may be running. */
  QUEUED,
  /** At work. */
  RUNNING,
  /** Ended with a new version. */
  PUBLISHED,
  /** Ended without one: the gate refused it. */
  REJECTED,
  /** Ended without one: it could not be done, and the detail says why. */
  FAILED,
  /** Ended without one: it was no longer wanted. */
  CANCELLED;

  /** The name in events, such as {@code running}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing follows. */
  public boolean isEnd() {
    return this != QUEUED && this != RUNNING;
  }
}
