package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is to be done about a model's versions. */
public enum RolloutAction {
  /** Begin to roll a version out, with the model's strategy. */
  START,
  /** The candidate serves all images now; the steps that are left are passed over. */
  PROMOTE,
  /** Hold the rollout where it is. */
  PAUSE,
  /** Go on: a pause ends, whether a person, a step or missing evidence made it. */
  RESUME,
  /** Give the candidate up; the version that serves goes on. */
  ABORT,
  /** Serve a published version at once, the one before if none is named. */
  ROLLBACK,
  /** Serve a version at once, the serving one if none is named, and begin no rollout. */
  PIN,
  /** Rollouts may begin again. */
  UNPIN,
  /** How versions are rolled out from now on; a rollout under way keeps what it began with. */
  SET_POLICY,
  /** Give a version a name. */
  SET_ALIAS,
  /** Take a name away. */
  REMOVE_ALIAS,
  /** An action of a later release than this one: read and refused, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code set-policy}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
