package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an order does to a model's versions. */
public enum RolloutAction {
  /** Start to roll a version out, with the model's strategy. */
  START,
  /** Serve all images with the candidate now; the remaining steps are skipped. */
  PROMOTE,
  /** Pause the rollout at its current step. */
  PAUSE,
  /** Resume a rollout that was paused by a person, by a step, or for lack of evidence. */
  RESUME,
  /** Abort the rollout; the serving version keeps serving. */
  ABORT,
  /** Serve a published version at once; the previous one if none is named. */
  ROLLBACK,
  /** Serve a version at once, the serving one if none is named, and start no rollout. */
  PIN,
  /** Allow rollouts to start again. */
  UNPIN,
  /** Set the policy for future rollouts; a rollout in progress keeps the one it started with. */
  SET_POLICY,
  /** Point an alias to a version. */
  SET_ALIAS,
  /** Remove an alias. */
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
