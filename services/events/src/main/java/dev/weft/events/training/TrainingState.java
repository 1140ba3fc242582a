package dev.weft.events.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** State of a training. */
public enum TrainingState {
  /** Requested; another training of the same model may be running. */
  QUEUED,
  /** In progress. */
  RUNNING,
  /** Ended with a published version. */
  PUBLISHED,
  /** Ended without a version: the gate refused it. */
  REJECTED,
  /** Ended without a version: it could not be completed; the detail says why. */
  FAILED,
  /** Ended without a version: it was cancelled. */
  CANCELLED;

  /** The name in events, such as {@code running}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the state is final. */
  public boolean isEnd() {
    return this != QUEUED && this != RUNNING;
  }
}
